import { incompleteBeta } from "./beta.ts";
import { normalQuantile } from "./normal.ts";
import { remembered } from "./remembered.ts";

const BISECTIONS = 100;
const NORMAL_FROM_DF = 1e7;

/** P(T > t) for Student's t with `df` > 0 degrees of freedom and t ≥ 0: ½ I_{df/(df+t²)}(df/2, ½) (A&S 26.7.1). */
export function studentTail(t: number, df: number): number {
  return incompleteBeta(df / (df + t * t), df / 2, 0.5) / 2;
}

/** t with P(T ≤ t) = probability (0 < probability < 1). Without degrees of freedom (df ≤ 0) it is infinite. */
export const studentQuantile: (probability: number, df: number) => number = remembered(quantile);

function quantile(probability: number, df: number): number {
  if (probability < 0.5) return -studentQuantile(1 - probability, df);
  if (df <= 0) return Number.POSITIVE_INFINITY;
  if (df >= NORMAL_FROM_DF) return normalQuantile(probability);
  let [low, high] = [0, 1];
  while (studentTail(high, df) > 1 - probability) high *= 2;
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = (low + high) / 2;
    if (studentTail(middle, df) > 1 - probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
