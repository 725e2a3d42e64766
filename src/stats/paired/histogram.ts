import type { Moments } from "../rate/standard-error.ts";

/** Numbers as value → how often. Differences of pass rates take few values, so a million cases fit into a few entries. */
export type Histogram = ReadonlyMap<number, number>;

/** Adds a number, `times` times, to a histogram under construction. */
export function addTo(histogram: Map<number, number>, value: number, times = 1): void {
  histogram.set(value, (histogram.get(value) ?? 0) + times);
}

export function histogramMoments(histogram: Histogram): Moments {
  let [count, sum, sumOfSquares] = [0, 0, 0];
  for (const [value, times] of histogram) {
    count += times;
    sum += value * times;
    sumOfSquares += value * value * times;
  }
  return { count, sum, sumOfSquares };
}
