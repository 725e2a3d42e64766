import { betaQuantile } from "../numeric/beta.ts";

/*
 * The exact bounds of Clopper and Pearson, one-sided: each errs with a chance of at most `tail`, whatever the true rate,
 * which is what a gate has to promise.
 *
 *   low = B⁻¹(tail; x, n − x + 1), high = B⁻¹(1 − tail; x + 1, n − x), x = rate × n
 *
 * Biometrika 26 (1934) 404–413. Counts need not be whole: see Korn & Graubard, Survey Methodology 24 (1998) 193–201.
 */

/** The one-sided lower bound: a true rate below it would give so many passes with a chance of at most `tail`. */
export function clopperPearsonLow(rate: number, n: number, tail: number): number {
  return rate <= 0 ? 0 : betaQuantile(tail, rate * n, n - rate * n + 1);
}

/** The one-sided upper bound: a true rate above it would give so few passes with a chance of at most `tail`. */
export function clopperPearsonHigh(rate: number, n: number, tail: number): number {
  return rate >= 1 ? 1 : betaQuantile(1 - tail, rate * n + 1, n - rate * n);
}
