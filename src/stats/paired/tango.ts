import { normalQuantile } from "../numeric/normal.ts";
import { clopperPearsonHigh } from "../rate/clopper-pearson.ts";
import type { Interval } from "../rate/interval.ts";
import type { PairCounts } from "./mcnemar.ts";

const BISECTIONS = 60;

/**
 * Tango's score interval for a difference of paired proportions, candidate minus baseline, two-sided at `level`: all δ
 * that the score test does not reject,
 *
 *   |c − b − nδ| ≤ z √( n (2 q(δ) + δ(1 − δ)) ), q(δ) = (√(B² − 4AC) − B) / 2A,
 *   A = 2n, B = −b − c + (2n − c + b) δ, C = −b δ (1 − δ)
 *
 * (b only baseline, c only candidate). T. Tango, Stat. Med. 17 (1998) 891–908. Null for no pairs. Without a discordant
 * case the bounds are ±z²/(n + z²): they do not collapse. It errs up to 9 % of the time where 5 % are promised (n ≤ 52,
 * by enumeration): what a gate claims rests on `exactPairedLow`.
 */
export function tangoInterval(counts: PairCounts, level: number): Interval | null {
  if (counts.n === 0) return null;
  const z = normalQuantile((1 + level) / 2);
  return { low: scoreLow(counts, z), high: -scoreLow(mirrored(counts), z) };
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
  return scoreLow(counts, Math.max(normalQuantile(1 - tail), exactQuantile(counts, tail)));
}

/** Both sides, each at (1 − level)/2. Null for no pairs. */
export function exactPairedInterval(counts: PairCounts, level: number): Interval | null {
  if (counts.n === 0) return null;
  const tail = (1 - level) / 2;
  return { low: exactPairedLow(counts, tail), high: -exactPairedLow(mirrored(counts), tail) };
}

function exactQuantile({ n, onlyBaseline: b }: PairCounts, tail: number): number {
  const most = clopperPearsonHigh(Math.min(1, b / n), n, tail);
  return most >= 1 ? Number.POSITIVE_INFINITY : (n * most - b) / Math.sqrt(n * most * (1 - most));
}

export function mirrored(counts: PairCounts): PairCounts {
  return { n: counts.n, onlyBaseline: counts.onlyCandidate, onlyCandidate: counts.onlyBaseline };
}

/** The δ at which the score rises to z. The score falls as δ grows. */
function scoreLow(counts: PairCounts, z: number): number {
  let low = -1;
  let high = (counts.onlyCandidate - counts.onlyBaseline) / counts.n;
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = (low + high) / 2;
    if (score(counts, middle) > z) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
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
