import { incompleteBeta } from "./beta.ts";
import { normalQuantile } from "./normal.ts";

const BISECTIONS = 100;
const NORMAL_FROM_DF = 1e7;

/** P(T ≤ t) for Student's t with `df` > 0 degrees of freedom: 1 − ½ I_{df/(df+t²)}(df/2, ½) for t ≥ 0 (A&S 26.7.1). */
export function studentCdf(t: number, df: number): number {
  const tail = incompleteBeta(df / (df + t * t), df / 2, 0.5) / 2;
  return t < 0 ? tail : 1 - tail;
}

/** t with P(T ≤ t) = probability (0 < probability < 1). Without degrees of freedom (df ≤ 0) it is infinite. */
export function studentQuantile(probability: number, df: number): number {
  if (probability < 0.5) return -studentQuantile(1 - probability, df);
  if (df <= 0) return Number.POSITIVE_INFINITY;
  if (df >= NORMAL_FROM_DF) return normalQuantile(probability);
  const tail = (t: number): number => incompleteBeta(df / (df + t * t), df / 2, 0.5) / 2;
  let [low, high] = [0, 1];
  while (tail(high) > 1 - probability) high *= 2;
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = (low + high) / 2;
    if (tail(middle) > 1 - probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
