import { drawBeta } from "../numeric/draw-beta.ts";
import type { Interval } from "../rate/interval.ts";

/** Equally likely values of a figure, as its posterior draws them. */
export type Draws = Float64Array;

/** How many values a figure is drawn with: quantiles at 95 % then stand to about a tenth of a standard error. */
export const DRAWS = 4_000;

const JEFFREYS = 0.5;

/** So many draws of whatever is drawn. */
export function drawMany(count: number, draw: () => number): Draws {
  return Float64Array.from({ length: count }, draw);
}

/** A share of which `share`·`n` of `n` were seen, under Jeffreys' prior Beta(½, ½). Counts need not be whole. */
export function drawShare(share: number, n: number, random: () => number): number {
  return drawBeta(share * n + JEFFREYS, (1 - share) * n + JEFFREYS, random);
}

/** The quantile of equally likely values, between its two neighbours where it falls between them. */
export function quantile(ascending: Draws, probability: number): number {
  const place = probability * (ascending.length - 1);
  const below = Math.floor(place);
  const low = ascending[below] ?? Number.NaN;
  const high = ascending[Math.min(ascending.length - 1, below + 1)] ?? Number.NaN;
  return low + (place - below) * (high - low);
}

/** The central interval that holds `level` of the draws. */
export function drawnInterval(draws: Draws, level: number): Interval {
  const ascending = draws.slice().sort();
  const tail = (1 - level) / 2;
  return { low: quantile(ascending, tail), high: quantile(ascending, 1 - tail) };
}
