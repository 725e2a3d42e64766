import { noteWords } from "../../domain/diagnostics/note-words.ts";
import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { dirname } from "node:path";
import type { Mask } from "../../base/mask.ts";
import type { BaselineFile } from "../../domain/formats/records.ts";
import type { ReportHead } from "../../domain/reporter.ts";
import { fileStamp } from "../../host/file-stats.ts";
import { makeFolder } from "../../host/make-folder.ts";
import { pooledWords } from "../../report/words/difference-words.ts";
import { isPart } from "../../report/words/words.ts";
import { poolBaselines } from "../../stats/baseline/pool-baselines.ts";
import { pooledRuns } from "../../stats/baseline/pooled-runs.ts";
import { readBaselineFile, writeBaselineFile } from "../../store/baselines/baseline-file.ts";

/** What a run brings to a file of a baseline. */
export interface BaselineShare {
  readonly path: string;
  /** The path as it is told. */
  readonly shown: string;
  readonly own: BaselineFile;
}

/** A baseline to be written: the run's share, with what was in the file when it was read. */
export interface PooledBaseline {
  readonly status: "pooled";
  readonly share: BaselineShare;
  readonly file: BaselineFile;
  readonly lines: readonly string[];
  /** The file as it was read; another process may write it meanwhile. */
  readonly stamp: string;
}

interface NotPooled {
  readonly status: "refused" | "unwritable";
  readonly message: Sentence;
}

interface PooledRun {
  readonly head: ReportHead;
  readonly selectsArms?: boolean;
}

/** Joins a run's share with the baseline that is there. */
export async function poolInto(
  share: BaselineShare,
  { head, selectsArms = false }: PooledRun,
): Promise<PooledBaseline | (NotPooled & { readonly status: "refused" })> {
  const { path, shown, own } = share;
  const stamp = stampOf(path);
  const there = await readBaselineFile(path);
  const refused = (why: Sentence): NotPooled & { readonly status: "refused" } => ({
    status: "refused",
    message: refusalWords("at-path", { path: shown, why }),
  });
  if (there.status === "unusable") return refused(refusalWords("not-written-over", { why: there.message }));
  if (there.status === "missing") return { status: "pooled", share, file: own, lines: [summaryOf(shown, own)], stamp };
  if (head.totals.reused_trials > 0) return refused(refusalWords("reused-answers"));
  const pooled = poolBaselines(there.file, own, { cases: isPart(head), arms: selectsArms });
  if (pooled.status === "refused") return refused(pooled.reason);
  const lines = [summaryOf(shown, pooled.file), ...pooled.notes.map((note) => `  ${note}`)];
  return { status: "pooled", share, file: pooled.file, lines, stamp };
}

/** Writes it; where another run was accepted into the file meanwhile, joins the share with that one too. Returns what was written. */
export async function writePooled(
  pooled: PooledBaseline,
  run: PooledRun,
  mask: Mask,
): Promise<PooledBaseline | NotPooled> {
  const { share, file, stamp } = pooled;
  const unwritable = (reason: string): NotPooled => ({
    status: "unwritable",
    message: refusalWords("unwritable", { path: share.shown, reason }),
  });
  try {
    makeFolder(dirname(share.path));
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    return unwritable(error.message);
  }
  const written = writeBaselineFile(share.path, file, { mask, mayReplace: () => stampOf(share.path) === stamp });
  if (written.status === "written") return pooled;
  if (written.status === "unwritable") return unwritable(written.reason);
  const again = await poolInto(share, run);
  return again.status === "pooled" ? writePooled(again, run, mask) : again;
}

/** What may not be looked at can be neither read nor written: that is told where it is tried. */
function stampOf(path: string): string {
  try {
    return fileStamp(path);
  } catch {
    return "";
  }
}

/** "baselines/triage.json: 30 cases, 2 arms, 3 runs pooled". */
function summaryOf(path: string, file: BaselineFile): Sentence {
  const { cases, arms, replies } = file;
  return noteWords("baseline-written", {
    path,
    cases: cases.length,
    arms: arms.length,
    pooled: pooledWords(pooledRuns(file)),
    isSimulated: replies === "simulated",
  });
}
