import { normalQuantile } from "../numeric/normal.ts";
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
 * case the bounds are ±z²/(n + z²): they do not collapse.
 */
export function tangoInterval(counts: PairCounts, level: number): Interval | null {
  if (counts.n === 0) return null;
  const z = normalQuantile((1 + level) / 2);
  const mirrored = { n: counts.n, onlyBaseline: counts.onlyCandidate, onlyCandidate: counts.onlyBaseline };
  return { low: -upperBound(mirrored, z), high: upperBound(counts, z) };
}

/** The δ at which the score falls to −z. The score falls from +∞ as δ grows. */
function upperBound(counts: PairCounts, z: number): number {
  let low = (counts.onlyCandidate - counts.onlyBaseline) / counts.n;
  let high = 1;
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = (low + high) / 2;
    if (score(counts, middle) > -z) low = middle;
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
