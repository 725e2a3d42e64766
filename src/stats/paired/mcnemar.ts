import { binomialCdf } from "../numeric/beta.ts";

/** Cases that pass on one side only, of `n` pairs: b pass only on the baseline, c only on the candidate. */
export interface PairCounts {
  readonly n: number;
  readonly onlyBaseline: number;
  readonly onlyCandidate: number;
}

/**
 * McNemar's exact two-sided test: 2·P(X ≤ min(b, c)) for X ~ Binomial(b + c, ½), at most 1.
 * McNemar, Psychometrika 12 (1947) 153–157. Only the discordant cases b + c carry information.
 */
export function mcnemarExact({ onlyBaseline: b, onlyCandidate: c }: PairCounts): number {
  return b + c === 0 ? 1 : Math.min(1, 2 * binomialCdf(Math.min(b, c), b + c, 0.5));
}

/** One-sided: the chance of so many cases lost, or more, if losing and winning were equally likely. */
export function mcnemarWorse({ onlyBaseline: b, onlyCandidate: c }: PairCounts): number {
  return b + c === 0 ? 1 : Math.min(1, binomialCdf(c, b + c, 0.5));
}

/** With fewer discordant cases than this no result of the exact test can reach `alpha`: 6 two-sided at 5 %, 5 one-sided. */
export function leastDiscordant(alpha: number, sides: 1 | 2): number {
  return Math.ceil(Math.log2(sides / alpha));
}
