import type { ByteRange } from "../../base/lists/byte-range.ts";
import type { Picodollars } from "../../domain/values/money.ts";
import type { CallLine, EndLine, JournalLine, RunLine, SentLine } from "../../domain/formats/records.ts";
import { AnswerIndex } from "./answer-index.ts";
import { CallIndex } from "./call-index.ts";
import { chargeOfLine } from "./read-call-line.ts";
import type { Scanned } from "./journal-scan.ts";
import { scanJournal } from "./journal-scan.ts";
import type { Charge, LedgerEntry, LedgerTotals } from "../../domain/run/ledger.ts";
import { NOTHING_SPENT, spentOf, withEntry, withLost, withReuse } from "../../domain/run/ledger.ts";
import type { RunHistory } from "../../domain/run-store.ts";
import { WorkedTime } from "./worked-time.ts";
import { TrialIndex } from "./trial-index.ts";

/** All that a journal says, without holding its trials. */
export interface JournalHistory extends RunHistory {
  /** Each session's line, oldest first. */
  readonly runs: readonly RunLine[];
  /** Null: the newest session did not come to its end. */
  readonly end: EndLine | null;
  /** The most that was set aside for one request to a judge; null: none was sent, or that is not known. */
  readonly dearestJudgement: Picodollars | null;
  /** Requests that were sent and have no answer in the journal: charged at their reservation. */
  readonly unanswered: number;
  readonly trials: TrialIndex;
  readonly calls: CallIndex;
  readonly answers: AnswerIndex;
  readonly endOffset: number;
}

export type LoadedJournal =
  | { readonly status: "loaded"; readonly history: JournalHistory }
  | Exclude<Scanned, { status: "read" }>
  /** Nothing was written but, perhaps, a torn first line. */
  | { readonly status: "empty" };

/** Reads a journal once and indexes it. */
export async function loadJournal(path: string): Promise<LoadedJournal> {
  const state = new HistoryState();
  const scanned = await scanJournal(path, (line, place) => state.add(line, place));
  if (scanned.status !== "read") return scanned;
  const history = state.finish(scanned.endOffset);
  return history === null ? { status: "empty" } : { status: "loaded", history };
}

class HistoryState {
  private readonly trials = new TrialIndex();
  private readonly calls = new CallIndex();
  private readonly answers = new AnswerIndex();
  /** Sent and not yet answered: as many as were in flight at once, and those that kills left over. */
  private readonly open = new Map<string, SentLine>();
  private readonly spentBySuite: Picodollars[] = [];
  private ledger: LedgerTotals = NOTHING_SPENT;
  private readonly runs: RunLine[] = [];
  private end: EndLine | null = null;
  private readonly worked = new WorkedTime();
  private dearestJudgement: Picodollars | null = null;

  add(line: JournalLine, place: ByteRange): void {
    this.worked.add(line);
    switch (line.type) {
      case "run":
        return this.addRun(line);
      case "sent":
        this.open.set(line.id, line);
        return this.noteJudgement(line);
      case "call":
        return this.addCall(line, place);
      case "trial":
        this.trials.set(line.ordinal, line.suite, place);
        return this.calls.addTrial(line.key, place);
      case "end":
        this.end = line;
    }
  }

  finish(endOffset: number): JournalHistory | null {
    const { runs } = this;
    const [firstRun] = runs;
    const run = runs.at(-1);
    if (run === undefined || firstRun === undefined) return null;
    const unanswered = this.open.size;
    for (const { suite, reserved_pico: reserved, attempt, role = "turn" } of this.open.values()) {
      const charge: Charge =
        reserved === null ? { status: "unknown" } : { status: "uncertain", pico: BigInt(reserved) };
      this.book(suite, {
        charge,
        role,
        scope: "", // a line of what was sent does not say: what was perhaps spent is nobody's
        isRetry: attempt > 1,
        isRateLimited: false,
        isSimulated: false,
        reservedPico: null,
      });
      // Those of judges are counted as theirs.
      if (role !== "judge") this.ledger = withLost(this.ledger);
    }
    const { end, ledger, spentBySuite, dearestJudgement, trials, calls, answers } = this;
    const times = { sessions: runs.length, workedMs: this.worked.ms() };
    const spent = { ledger, spentBySuite, dearestJudgement, unanswered };
    return { run, firstRun, runs, ...times, end, ...spent, trials, calls, answers, endOffset };
  }

  private addRun(line: RunLine): void {
    const before = this.runs.at(-1);
    if (before !== undefined && before.plan_hash !== line.plan_hash) this.trials.clear();
    this.runs.push(line);
    this.end = null;
  }

  private noteJudgement({ role, reserved_pico: reserved }: SentLine): void {
    if (role !== "judge" || reserved === null) return;
    const pico = BigInt(reserved);
    if (this.dearestJudgement === null || pico > this.dearestJudgement) this.dearestJudgement = pico;
  }

  private addCall(line: CallLine, place: ByteRange): void {
    const reserved = this.open.get(line.id)?.reserved_pico ?? null;
    this.open.delete(line.id);
    this.calls.addCall(line.key, place);
    this.answers.add(line, place);
    if (line.reused) {
      this.ledger = withReuse(this.ledger, chargeOfLine(line));
      return;
    }
    const isRateLimited = line.failure_kind === "rate_limited";
    this.book(line.suite, {
      charge: chargeOfLine(line),
      role: line.role ?? "turn",
      scope: line.key,
      isRetry: line.attempt > 1,
      isRateLimited,
      isSimulated: line.simulated === true,
      reservedPico: reserved === null ? null : BigInt(reserved),
    });
  }

  private book(suite: number, entry: LedgerEntry): void {
    this.ledger = withEntry(this.ledger, entry);
    while (this.spentBySuite.length <= suite) this.spentBySuite.push(0n);
    this.spentBySuite[suite] = (this.spentBySuite[suite] ?? 0n) + spentOf(entry.charge);
  }
}
