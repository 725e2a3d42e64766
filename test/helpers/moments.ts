import type { Moments } from "../../src/stats/rate/standard-error.ts";

/** The moments of numbers that a test has all at once; the product adds them up as they come. */
export function momentsOf(values: readonly number[]): Moments {
  return {
    count: values.length,
    sum: values.reduce((sum, value) => sum + value, 0),
    sumOfSquares: values.reduce((sum, value) => sum + value * value, 0),
  };
}
