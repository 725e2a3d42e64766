import { normalQuantile } from "../numeric/normal.ts";
import { clopperPearsonHigh } from "../rate/clopper-pearson.ts";
import type { PairCounts } from "./mcnemar.ts";

const BISECTIONS = 60;

/**
 * The lower end of Tango's score interval for a difference of paired proportions, candidate minus baseline, at the normal
 * quantile z: the least δ that the score test does not reject,
 *
 *   c − b − nδ ≤ z √( n (2 q(δ) + δ(1 − δ)) ), q(δ) = (√(B² − 4AC) − B) / 2A,
 *   A = 2n, B = −b − c + (2n − c + b) δ, C = −b δ (1 − δ)
 *
 * (b only baseline, c only candidate). T. Tango, Stat. Med. 17 (1998) 891–908. Without a discordant case it is −z²/(n + z²):
 * it does not collapse. With z of the normal distribution it errs up to 9 % of the time where 5 % are promised (n ≤ 52, by
 * enumeration): what a gate claims rests on `exactPairedLow`.
 */
export function tangoLow(counts: PairCounts, z: number): number {
  let low = -1;
  let high = (counts.onlyCandidate - counts.onlyBaseline) / counts.n;
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = (low + high) / 2;
    if (score(counts, middle) > z) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * Tango's lower bound, one-sided at 1 − `tail`, with the quantile that makes it exact where nothing was won: z is such
 * that b losses and no win give the bound of Clopper and Pearson, and never smaller than the normal one,
 *
 *   z = max( z_α, (nU − b) / √(nU(1 − U)) ), U = B⁻¹(1 − α; b + 1, n − b)
 *
 * A clean sheet of n cases leaves 1 − α^(1/n) open, as it does for a rate. By enumeration over n = 5 … 200, margins of
 * 2 to 20 points and any share of wins, the error stays at or under `tail` of .01, .05 and .1 (docs/statistics.md).
 * Counts need not be whole.
 */
export function exactPairedLow(counts: PairCounts, tail: number): number {
  return tangoLow(counts, Math.max(normalQuantile(1 - tail), exactQuantile(counts, tail)));
}

/** Is `exactPairedLow` of so many lost and won above a difference? For many tables of the same n: quantiles are kept. */
export function boundCheck(n: number, delta: number, tail: number): (lost: number, won: number) => boolean {
  const normal = normalQuantile(1 - tail);
  const quantiles = new Map<number, number>();
  return (lost, won) => {
    const counts = { n, onlyBaseline: lost, onlyCandidate: won };
    if ((won - lost) / n <= delta) return false;
    const reached = score(counts, delta);
    if (reached <= normal) return false;
    const quantile = quantiles.get(lost) ?? exactQuantile(counts, tail);
    quantiles.set(lost, quantile);
    return reached > quantile;
  };
}

function exactQuantile({ n, onlyBaseline: b }: PairCounts, tail: number): number {
  const most = clopperPearsonHigh(Math.min(1, b / n), n, tail);
  return most >= 1 ? Number.POSITIVE_INFINITY : (n * most - b) / Math.sqrt(n * most * (1 - most));
}

function score({ n, onlyBaseline: b, onlyCandidate: c }: PairCounts, delta: number): number {
  const linear = -b - c + (2 * n - c + b) * delta;
  const constant = -b * delta * (1 - delta);
  const q = (Math.sqrt(Math.max(0, linear * linear - 8 * n * constant)) - linear) / (4 * n);
  const variance = n * (2 * q + delta * (1 - delta));
  const excess = c - b - n * delta;
  if (variance > 0) return excess / Math.sqrt(variance);
  return excess === 0 ? 0 : Math.sign(excess) * Number.POSITIVE_INFINITY;
}
