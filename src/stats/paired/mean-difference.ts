import { normalQuantile } from "../numeric/normal.ts";
import { studentQuantile } from "../numeric/student.ts";
import type { Interval } from "../rate/interval.ts";
import { type Moments, standardError } from "../rate/standard-error.ts";

/**
 * The paired t interval for a mean of differences that may be anything (costs, latencies, tokens), two-sided at
 * `level`: d̄ ± t √(Σ(d − d̄)²/(n(n − 1))). Null with fewer than two pairs.
 */
export function pairedMeanInterval(differences: Moments, level: number): Interval | null {
  if (differences.count < 2) return null;
  const mean = differences.sum / differences.count;
  const reach = studentQuantile((1 + level) / 2, differences.count - 1) * standardError(differences);
  return { low: mean - reach, high: mean + reach };
}

/**
 * The interval for a mean of differences of case pass rates (each −1..1), two-sided at `level`: paired t, but never
 * closer to the mean than z²/(n + z²).
 *
 * That floor is what n pairs without any difference leave open (Tango's bound with no discordant pair): a share of cases
 * that break wholly, none of which happened to be among these n. Repeats say nothing of cases not seen, so without the
 * floor five cases that tie would "prove" two prompts equal. Null without pairs.
 */
export function rateDifferenceInterval(differences: Moments, level: number): Interval | null {
  if (differences.count === 0) return null;
  const mean = differences.sum / differences.count;
  const z = normalQuantile((1 + level) / 2);
  const floor = (z * z) / (differences.count + z * z);
  const plain = pairedMeanInterval(differences, level) ?? { low: -1, high: 1 };
  return {
    low: Math.max(-1, Math.min(plain.low, mean - floor)),
    high: Math.min(1, Math.max(plain.high, mean + floor)),
  };
}
