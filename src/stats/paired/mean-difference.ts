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
