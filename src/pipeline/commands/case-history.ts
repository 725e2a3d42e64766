import type { Mask } from "../../base/mask.ts";
import type { CaseHistory } from "../../report/history/case-strip.ts";
import type { RunEntry } from "../../report/history/stored-run.ts";
import { classOf, type TrialClass } from "../../domain/run/trial-class.ts";
import { storedReport } from "../stored/stored-runs.ts";

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
  const read: { readonly run: RunEntry; readonly outcomes: ReadonlyMap<string, TrialClass> }[] = [];
  let trials = 0;
  for (const run of runs.slice(0, MAX_RUNS)) {
    const suite = run.head?.suites.findIndex((one) => one.name === name) ?? -1;
    const arms = run.head?.suites[suite]?.arms ?? [];
    trials += arms.reduce((sum, arm) => sum + arm.trials, 0);
    const folder = folderOf(run.id);
    if (suite < 0 || folder === undefined || (trials > MAX_TRIALS && read.length >= 2)) continue;
    read.unshift({ run, outcomes: await outcomesOf(folder, suite, mask) });
  }
  const ids = new Set(read.flatMap(({ outcomes }) => [...outcomes.keys()]));
  return {
    runs: read.map(({ run: { id, startedAt } }) => ({ id, startedAt })),
    cases: [...ids].map((id) => ({ id, outcomes: read.map(({ outcomes }) => outcomes.get(id) ?? null) })),
  };
}

/** By case, the worst of its trials on any arm. */
async function outcomesOf(folder: string, suite: number, mask: Mask): Promise<ReadonlyMap<string, TrialClass>> {
  const worst = new Map<string, TrialClass>();
  const stored = await storedReport(folder);
  if (stored.status === "refused") return worst;
  for await (const trial of stored.trials(suite)) {
    const id = mask(trial.case);
    const before = worst.get(id) ?? "passed";
    const now = classOf(trial);
    worst.set(id, WORST_FIRST.indexOf(now) < WORST_FIRST.indexOf(before) ? now : before);
  }
  return worst;
}
