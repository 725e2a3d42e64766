/** Two bounds, `low` ≤ `high`. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** A proportion kept inside [0, 1]: rounding may step out of it at 0 of n and n of n. */
export function clampShare(value: number): number {
  return Math.min(1, Math.max(0, value));
}
