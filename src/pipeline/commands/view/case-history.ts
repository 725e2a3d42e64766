import type { CaseHashes, RunLine } from "../../../domain/formats/records.ts";
import type { ReportHead } from "../../../domain/reporter.ts";
import { type AskedCases, CasesBefore } from "../../../stats/baseline/cases-before.ts";
import type { Mask } from "../../../base/mask.ts";
import type { CaseHistory } from "../../../report/history/case-strip.ts";
import type { RunEntry } from "../../../report/history/stored-run.ts";
import { classOf, type TrialClass } from "../../../domain/run/trial-class.ts";
import { storedReport } from "../../stored/stored-runs.ts";

/** A strip of more is not read, and each run's journal is. */
const MAX_RUNS = 20;
/** Where runs are large, fewer of them are read. */
const MAX_TRIALS = 60_000;
const WORST_FIRST: readonly TrialClass[] = ["failed", "errored", "undecided", "skipped", "passed"];

/** How a suite's cases came out in its newest finished runs. `runs`: newest first; `folderOf`: a run's folder. */
export async function caseHistory(
  name: string,
  runs: readonly RunEntry[],
  folderOf: (id: string) => string | undefined,
  mask: Mask,
): Promise<CaseHistory> {
  const read: ReadRun[] = [];
  let trials = 0;
  for (const run of runs.slice(0, MAX_RUNS)) {
    const suite = run.head?.suites.findIndex((one) => one.name === name) ?? -1;
    const arms = run.head?.suites[suite]?.arms ?? [];
    trials += arms.reduce((sum, arm) => sum + arm.trials, 0);
    const folder = folderOf(run.id);
    if (suite < 0 || folder === undefined || (trials > MAX_TRIALS && read.length >= 2)) continue;
    read.unshift({ run, ...(await readCases(folder, suite, mask)) });
  }
  const before = new CasesBefore();
  const ids = new Set(read.flatMap(({ outcomes }) => [...outcomes.keys()]));
  return {
    runs: read.map(({ run: { id, startedAt }, asked, isWhole }) => {
      return { id, startedAt, changed: before.next({ asked, isWhole }) };
    }),
    cases: [...ids].map((id) => ({ id, outcomes: read.map(({ outcomes }) => outcomes.get(id) ?? null) })),
  };
}

/** A run's cases, by their ids. */
interface ReadCases extends AskedCases {
  /** The worst of a case's trials on any arm. */
  readonly outcomes: ReadonlyMap<string, TrialClass>;
}

interface ReadRun extends ReadCases {
  readonly run: RunEntry;
}

async function readCases(folder: string, suite: number, mask: Mask): Promise<ReadCases> {
  const outcomes = new Map<string, TrialClass>();
  const asked = new Map<string, CaseHashes | null>();
  const stored = await storedReport(folder);
  if (stored.status === "refused") return { outcomes, asked, isWhole: false };
  for await (const { record, hashes = null } of stored.lines(suite)) {
    const id = mask(record.case);
    const before = outcomes.get(id) ?? "passed";
    const now = classOf(record);
    outcomes.set(id, WORST_FIRST.indexOf(now) < WORST_FIRST.indexOf(before) ? now : before);
    if (!asked.has(id)) asked.set(id, hashes);
  }
  return { outcomes, asked, isWhole: isWhole(stored.line, stored.head) };
}

/** Was every case of the suite asked for, and did the run come to its end? */
function isWhole({ request, shard }: RunLine, { verdict }: ReportHead): boolean {
  const selected = (request?.cases.length ?? 0) + (request?.tags.length ?? 0);
  return selected === 0 && shard === undefined && verdict !== "interrupted";
}
