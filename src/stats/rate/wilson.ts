import { normalQuantile } from "../numeric/normal.ts";
import { clampShare, type Interval } from "./interval.ts";

/**
 * Wilson's score interval for a proportion, two-sided at `level`, without continuity correction; `n` > 0 and
 * `rate` × n need not be whole.
 *
 *   (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n)
 *
 * E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209–212. Honest at 0 and n of n, where ±z√(p(1−p)/n) collapses to nothing.
 */
export function wilsonInterval(rate: number, n: number, level: number): Interval {
  const z = normalQuantile((1 + level) / 2);
  const weight = (z * z) / n;
  const center = rate + weight / 2;
  const reach = z * Math.sqrt((rate * (1 - rate)) / n + weight / (4 * n));
  return { low: clampShare((center - reach) / (1 + weight)), high: clampShare((center + reach) / (1 + weight)) };
}
