import { remembered } from "./remembered.ts";

const SERIES_LIMIT = 3;
const MAX_TERMS = 500;
const BISECTIONS = 100;

/** Φ(x), the standard normal distribution function, to about 14 digits. */
export function normalCdf(x: number): number {
  const tail = upperTail(Math.abs(x));
  return x < 0 ? tail : 1 - tail;
}

/** P(Z > x) for x ≥ 0: a power series near 0, a continued fraction beyond (Abramowitz & Stegun 26.2.11 and 26.2.14). */
function upperTail(x: number): number {
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  return x < SERIES_LIMIT ? 0.5 - density * oddSeries(x) : density * tailFraction(x);
}

function oddSeries(x: number): number {
  let [term, sum] = [x, x];
  for (let n = 1; n < MAX_TERMS && term > sum * 1e-17; n++) {
    term *= (x * x) / (2 * n + 1);
    sum += term;
  }
  return sum;
}

function tailFraction(x: number): number {
  let fraction = 0;
  for (let k = 200; k >= 1; k--) fraction = k / (x + fraction);
  return 1 / (x + fraction);
}

/** z with Φ(z) = probability (0 < probability < 1), by bisection on Φ. `normalQuantile(0.975)` is 1.959963985. */
export function normalQuantile(probability: number): number {
  return rememberedQuantile(probability, 0);
}

const rememberedQuantile = remembered(quantile);

function quantile(probability: number): number {
  if (probability > 0.5) return -normalQuantile(1 - probability);
  let [low, high] = [-40, 0];
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = (low + high) / 2;
    if (upperTail(-middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
