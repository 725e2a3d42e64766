import { drawBeta } from "../numeric/draw-beta.ts";
import { logBeta } from "../numeric/log-gamma.ts";

/** How one case ended so far. */
export interface CaseOutcomes {
  readonly passed: number;
  readonly failed: number;
}

/** The spread of chances over a suite's cases: each passes with a chance from Beta(a, b). */
interface Spread {
  readonly a: number;
  readonly b: number;
}

const MEANS = Array.from({ length: 46 }, (_, i) => 1 / (1 + Math.exp(-(i / 3 - 6))));
const SIZES = Array.from({ length: 13 }, (_, i) => 0.1 * 2 ** i);

/**
 * What chances of passing a suite's cases may have, given how they ended: case by case Beta(a, b) as a shared prior, its
 * parameters not known either (a grid over mean and size a + b, Jeffreys' prior on the mean, the size uniform in its
 * logarithm). A case that passed all its stored trials may fail the next one, as often as the suite's other cases let
 * expect. Gelman et al., Bayesian Data Analysis, 3rd ed. (2013) §5.3.
 */
export class CaseChances {
  private readonly outcomes: readonly CaseOutcomes[];
  private readonly spreads: readonly Spread[];
  /** Of each spread and those before it, up to 1. */
  private readonly cumulated: readonly number[];

  constructor(outcomes: readonly CaseOutcomes[]) {
    this.outcomes = outcomes;
    this.spreads = MEANS.flatMap((mean) => SIZES.map((size) => ({ a: mean * size, b: (1 - mean) * size })));
    const logs = this.spreads.map((spread) => logPosterior(spread, outcomes));
    const largest = Math.max(...logs);
    const weights = logs.map((log) => Math.exp(log - largest));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    let sum = 0;
    this.cumulated = weights.map((weight) => (sum += weight) / total);
  }

  /** One possible truth: a chance for each case, in the order in which they were given. */
  draw(random: () => number): number[] {
    const at = random();
    const index = this.cumulated.findIndex((sum) => sum >= at);
    const { a, b } = this.spreads[index] ?? { a: 0.5, b: 0.5 };
    return this.outcomes.map(({ passed, failed }) => drawBeta(a + passed, b + failed, random));
  }
}

function logPosterior({ a, b }: Spread, outcomes: readonly CaseOutcomes[]): number {
  const counts = new Map<string, { one: CaseOutcomes; times: number }>();
  for (const one of outcomes) {
    const key = `${one.passed} ${one.failed}`;
    counts.set(key, { one, times: (counts.get(key)?.times ?? 0) + 1 });
  }
  const mean = a / (a + b);
  // Jeffreys' prior on a grid that is even in log odds: (μ(1 − μ))^½.
  let log = 0.5 * Math.log(mean * (1 - mean));
  for (const { one, times } of counts.values()) {
    log += times * (logBeta(a + one.passed, b + one.failed) - logBeta(a, b));
  }
  return log;
}
