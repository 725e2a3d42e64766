import type { FlakyCase, RepeatEstimate, RepeatInsights } from "../../domain/insights.ts";
import { passAtK, passHatK } from "../rate/pass-at-k.ts";
import type { AssembledCase } from "./assemble-cases.ts";

const MAX_FLAKY = 100;
/** Further than this, only the most trials that a case has are estimated. */
const MAX_K = 10;

/**
 * What repeated trials tell, case by case: flaky cases, pass@k and pass^k (unbiased: each case first, then the mean over
 * cases). Keeps one count for each pair of passed and failed, and the first flaky cases by name. Quarantined cases are not
 * to be handed to it.
 */
export class RepeatTally {
  private readonly armIds: readonly string[];
  private readonly counts: readonly Map<string, OutcomeCount>[];
  private readonly flaky: FlakyCase[] = [];
  private flakyTotal = 0;

  constructor(armIds: readonly string[]) {
    this.armIds = armIds;
    this.counts = armIds.map(() => new Map());
  }

  add({ id, arms }: AssembledCase): void {
    for (const [arm, tally] of arms.entries()) {
      const { passed = 0, failed = 0 } = tally ?? {};
      if (passed > 0 && failed > 0) this.addFlaky({ case: id, arm: this.armIds[arm] ?? "", passed, failed });
      if (passed + failed > 0) count(this.counts[arm], passed, failed);
    }
  }

  /** Null when nothing was repeated. */
  insights(): RepeatInsights | null {
    const estimates = this.counts.flatMap((outcomes, arm) => estimatesOf(this.armIds[arm] ?? "", outcomes));
    return estimates.some(({ k }) => k > 1) ? { flaky: this.flaky, flaky_total: this.flakyTotal, estimates } : null;
  }

  private addFlaky(flaky: FlakyCase): void {
    this.flakyTotal++;
    if (this.flaky.length < MAX_FLAKY) this.flaky.push(flaky);
  }
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

function estimatesOf(arm: string, outcomes: ReadonlyMap<string, OutcomeCount>): RepeatEstimate[] {
  const all = [...outcomes.values()];
  const most = all.reduce((largest, { trials }) => Math.max(largest, trials), 0);
  const ks = Array.from({ length: Math.min(most, MAX_K) }, (_, i) => i + 1);
  return [...ks, ...(most > MAX_K ? [most] : [])].map((k) => estimate(arm, k, all));
}

/** There is always a case with k trials: k is at most the most trials of a case. */
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
  return { arm, k, cases, any_passes: any / cases, all_pass: all / cases };
}
