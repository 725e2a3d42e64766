import { betaQuantile } from "../numeric/beta.ts";
import type { Interval } from "./interval.ts";

/**
 * The exact interval of Clopper and Pearson, two-sided at `level`: its error is at most (1 − level)/2 on each side,
 * whatever the true rate, which is what a gate has to promise.
 *
 *   low = B⁻¹(α/2; x, n − x + 1), high = B⁻¹(1 − α/2; x + 1, n − x), x = rate × n
 *
 * Biometrika 26 (1934) 404–413. Counts need not be whole: see Korn & Graubard, Survey Methodology 24 (1998) 193–201.
 */
export function clopperPearsonInterval(rate: number, n: number, level: number): Interval {
  const tail = (1 - level) / 2;
  return { low: clopperPearsonLow(rate, n, tail), high: clopperPearsonHigh(rate, n, tail) };
}

/** The one-sided lower bound: a true rate below it would give so many passes with a chance of at most `tail`. */
export function clopperPearsonLow(rate: number, n: number, tail: number): number {
  return rate <= 0 ? 0 : betaQuantile(tail, rate * n, n - rate * n + 1);
}

/** The one-sided upper bound: a true rate above it would give so few passes with a chance of at most `tail`. */
export function clopperPearsonHigh(rate: number, n: number, tail: number): number {
  return rate >= 1 ? 1 : betaQuantile(1 - tail, rate * n + 1, n - rate * n);
}

/** The interval between the tails of the posterior under a uniform prior, Beta(x + 1, n − x + 1) (Bayes–Laplace). */
export function uniformPriorInterval(rate: number, n: number, level: number): Interval {
  const tail = (1 - level) / 2;
  const [a, b] = [rate * n + 1, n - rate * n + 1];
  return { low: betaQuantile(tail, a, b), high: betaQuantile(1 - tail, a, b) };
}
