import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Mask } from "../../base/mask.ts";
import type { RunLine } from "../../domain/formats/records.ts";
import type { CallJournal, ReplayedCalls } from "../../domain/run/call.ts";
import { type LedgerTotals, NOTHING_SPENT } from "../../domain/run/ledger.ts";
import { lockFolder } from "../../store/folders/folder-lock.ts";
import { openJournalFile } from "../../store/journal/journal-file.ts";
import { type JournalHistory, loadJournal } from "../../store/journal/journal-history.ts";
import { JournalWriter } from "../../store/journal/journal-writer.ts";
import { createReplay } from "../../store/journal/replay.ts";
import { AnswerIndex } from "../../store/journal/answer-index.ts";
import { TrialIndex } from "../../store/journal/trial-index.ts";

/** What was asked of judges after a run: a journal of its own beside the run's, which stays as it is. */
const FILE = "judgements.jsonl";

/** The judgements that `grade RUN --send` has added to a run so far. */
export interface StoredJudgements {
  readonly history: JournalHistory | null;
  readonly ledger: LedgerTotals;
  /** Null: there are none. */
  readonly replay: ReplayedCalls | null;
  close(): void;
}

export type ReadJudgements =
  | { readonly status: "read"; readonly judgements: StoredJudgements }
  | { readonly status: "refused"; readonly message: Sentence };

const NONE: StoredJudgements = { history: null, ledger: NOTHING_SPENT, replay: null, close: () => undefined };

/** Reads them; a run without any has none. `folder`: the run's. */
export async function readJudgements(folder: string): Promise<ReadJudgements> {
  const path = join(folder, FILE);
  if (!existsSync(path)) return { status: "read", judgements: NONE };
  const loaded = await loadJournal(path);
  if (loaded.status === "empty") return { status: "read", judgements: NONE };
  if (loaded.status !== "loaded") {
    const line = loaded.status === "corrupt" ? loaded.lineNumber : null;
    return { status: "refused", message: refusalWords("judgements-unreadable", { path, line, why: loaded.message }) };
  }
  const { history } = loaded;
  const replay = createReplay(path, history);
  return { status: "read", judgements: { history, ledger: history.ledger, replay, close: () => replay.close() } };
}

/** Where new judgements are kept, synced before anything counts on them; the run's folder is locked meanwhile. */
export interface OpenJudgements {
  readonly journal: CallJournal;
  close(): Promise<void>;
}

export type OpenedJudgements =
  | { readonly status: "open"; readonly judgements: OpenJudgements }
  | { readonly status: "refused"; readonly message: Sentence };

/** Opens a run's judgements to add to them, beginning a session with its line. Throws `StoreError`. */
export async function openJudgements(
  folder: string,
  history: JournalHistory | null,
  { line, mask, onDiskFull }: { readonly line: RunLine; readonly mask: Mask; readonly onDiskFull: () => void },
): Promise<OpenedJudgements> {
  const lock = lockFolder(folder);
  if (lock.status === "held") {
    return { status: "refused", message: refusalWords("folder-held", { folder, ...lock }) };
  }
  try {
    const path = join(folder, FILE);
    const reserve = join(folder, "judgements.reserve");
    const keepBytes = existsSync(path) ? (history?.endOffset ?? 0) : null;
    const file = openJournalFile(path, { keepBytes, durable: true, reserve, onDiskFull });
    const session = (history?.sessions ?? 0) + 1;
    const journal = new JournalWriter({ file, mask, trials: new TrialIndex(), answers: new AnswerIndex(), session });
    await journal.run(line);
    const close = async (): Promise<void> => {
      try {
        await journal.close();
      } finally {
        lock.release();
      }
    };
    return { status: "open", judgements: { journal, close } };
  } catch (error) {
    lock.release();
    throw error;
  }
}
