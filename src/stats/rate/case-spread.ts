import { logBeta } from "../numeric/log-gamma.ts";

/** How one case ended so far. */
export interface CaseOutcomes {
  readonly passed: number;
  readonly failed: number;
}

/** The spread of chances over a suite's cases: each passes with a chance from Beta(a, b). */
export interface Spread {
  readonly a: number;
  readonly b: number;
}

const MEANS = Array.from({ length: 46 }, (_, i) => 1 / (1 + Math.exp(-(i / 3 - 6))));
const SIZES = Array.from({ length: 13 }, (_, i) => 0.1 * 2 ** i);

/** The spreads that are thought possible: a grid over mean and size a + b, even in log odds and in the logarithm. */
export const SPREADS: readonly Spread[] = MEANS.flatMap((mean) =>
  SIZES.map((size) => ({ a: mean * size, b: (1 - mean) * size })),
);

/**
 * The logarithm of what each spread of `SPREADS` is worth after these outcomes, up to a constant: Jeffreys' prior on the
 * mean, the size uniform in its logarithm. Gelman et al., Bayesian Data Analysis, 3rd ed. (2013) §5.3.
 */
export function spreadLogWeights(outcomes: Iterable<CaseOutcomes & { readonly times?: number }>): number[] {
  const counts = new Map<string, { passed: number; failed: number; times: number }>();
  for (const { passed, failed, times = 1 } of outcomes) {
    const key = `${passed} ${failed}`;
    const known = counts.get(key) ?? { passed, failed, times: 0 };
    counts.set(key, { ...known, times: known.times + times });
  }
  return SPREADS.map(({ a, b }) => {
    const mean = a / (a + b);
    // On a grid that is even in log odds: (μ(1 − μ))^½.
    let log = 0.5 * Math.log(mean * (1 - mean));
    for (const { passed, failed, times } of counts.values()) log += times * logMarginal({ a, b }, passed, failed);
    return log;
  });
}

/** The logarithm of the chance of these outcomes in their order, the case's chance not known but for its spread. */
export function logMarginal({ a, b }: Spread, passed: number, failed: number): number {
  return logBeta(a + passed, b + failed) - logBeta(a, b);
}

/** The spread that is likeliest after these outcomes. */
export function likeliestSpread(outcomes: Iterable<CaseOutcomes & { readonly times?: number }>): Spread {
  const logs = spreadLogWeights(outcomes);
  return SPREADS[logs.indexOf(Math.max(...logs))] ?? { a: 0.5, b: 0.5 };
}
