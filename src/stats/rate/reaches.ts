const ROUNDING = 1e-9;

/** Is a mean at least the limit, sums of fractions being what they are? 19 of 20 reaches 0.95, thirds and all. */
export function reaches(value: number, limit: number): boolean {
  return value >= limit - ROUNDING;
}
