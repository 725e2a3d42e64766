import type { TrialRecord } from "../../domain/records.ts";
import { passAtK, passHatK } from "../rate/pass-at-k.ts";
import { assembleCases } from "./assemble-cases.ts";

/** A case that passes some trials and fails others on one arm. */
export interface FlakyCase {
  readonly case: string;
  readonly arm: string;
  readonly passed: number;
  readonly failed: number;
}

/** What `k` trials of one arm would do: pass at least once, pass every time; over `cases` with at least k decided trials. */
export interface RepeatEstimate {
  readonly arm: string;
  readonly k: number;
  readonly cases: number;
  /** pass@k; null when no case has k decided trials. */
  readonly anyPasses: number | null;
  /** pass^k; null when no case has k decided trials. */
  readonly allPass: number | null;
}

export interface RepeatSummary {
  /** In plan order. */
  readonly flaky: readonly FlakyCase[];
  /** For each arm, k = 1 to the most decided trials of a case. */
  readonly estimates: readonly RepeatEstimate[];
}

/**
 * What repeated trials tell: flaky cases, pass@k and pass^k (unbiased, each case first, then the mean over cases). One pass
 * over the trials in plan order; only flaky cases are kept by name. Quarantined cases do not count.
 */
export async function summarizeRepeats(
  trials: AsyncIterable<TrialRecord>,
  armIds: readonly string[],
): Promise<RepeatSummary> {
  const flaky: FlakyCase[] = [];
  const counts = armIds.map(() => new Map<string, OutcomeCount>());
  for await (const { id, quarantined, arms } of assembleCases(trials, armIds)) {
    for (const [arm, tally] of quarantined ? [] : arms.entries()) {
      const { passed = 0, failed = 0 } = tally ?? {};
      if (passed > 0 && failed > 0) flaky.push({ case: id, arm: armIds[arm] ?? "", passed, failed });
      if (passed + failed > 0) count(counts[arm], passed, failed);
    }
  }
  return { flaky, estimates: counts.flatMap((outcomes, arm) => estimates(armIds[arm] ?? "", [...outcomes.values()])) };
}

/** Cases with so many passes and failures. */
interface OutcomeCount {
  readonly trials: number;
  readonly passed: number;
  cases: number;
}

function count(outcomes: Map<string, OutcomeCount> | undefined, passed: number, failed: number): void {
  const key = `${passed} ${failed}`;
  const known = outcomes?.get(key);
  if (known === undefined) outcomes?.set(key, { trials: passed + failed, passed, cases: 1 });
  else known.cases++;
}

function estimates(arm: string, outcomes: readonly OutcomeCount[]): RepeatEstimate[] {
  const most = outcomes.reduce((largest, { trials }) => Math.max(largest, trials), 0);
  return Array.from({ length: most }, (_, i) => estimate(arm, i + 1, outcomes));
}

function estimate(arm: string, k: number, outcomes: readonly OutcomeCount[]): RepeatEstimate {
  let [cases, any, all] = [0, 0, 0];
  for (const outcome of outcomes) {
    const anyPasses = passAtK(outcome.trials, outcome.passed, k);
    const allPass = passHatK(outcome.trials, outcome.passed, k);
    if (anyPasses === null || allPass === null) continue;
    cases += outcome.cases;
    any += anyPasses * outcome.cases;
    all += allPass * outcome.cases;
  }
  return { arm, k, cases, anyPasses: cases === 0 ? null : any / cases, allPass: cases === 0 ? null : all / cases };
}
