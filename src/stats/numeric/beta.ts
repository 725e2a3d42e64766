import { logBeta } from "./log-gamma.ts";

const TINY = 1e-300;
const PRECISION = 1e-15;
const MAX_TERMS = 10_000;
const BISECTIONS = 100;

/**
 * The regularised incomplete beta function I_x(a, b), for 0 ≤ x ≤ 1 and a, b ≥ 0 (not both 0): the chance that a
 * Beta(a, b) variable is at most x. A parameter of 0 puts all mass at that end.
 * Continued fraction by Lentz's method (Press et al., Numerical Recipes, 3rd ed., §6.4).
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x >= 1 || a <= 0) return 1;
  if (x <= 0 || b <= 0) return 0;
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b));
  if (x < (a + 1) / (a + b + 2)) return (front * continuedFraction(x, a, b)) / a;
  return 1 - (front * continuedFraction(1 - x, b, a)) / b;
}

function continuedFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let product = d;
  for (let m = 1; m <= MAX_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / awayFromZero(1 + even * d);
    c = awayFromZero(1 + even / c);
    product *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / awayFromZero(1 + odd * d);
    c = awayFromZero(1 + odd / c);
    product *= d * c;
    if (Math.abs(d * c - 1) < PRECISION) break;
  }
  return product;
}

function awayFromZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}

/** The x with I_x(a, b) = probability, by bisection: slower than Newton's method, and it cannot leave [0, 1]. */
export function betaQuantile(probability: number, a: number, b: number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < BISECTIONS && low < high; step++) {
    const middle = (low + high) / 2;
    if (incompleteBeta(middle, a, b) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * P(X ≤ k) for X ~ Binomial(n, p), as I_{1−p}(n − k, k + 1) (DLMF 8.17.5). The identity extends it smoothly to
 * counts that are not whole, as effective sample sizes are.
 */
export function binomialCdf(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  return k >= n ? 1 : incompleteBeta(1 - p, n - k, k + 1);
}
