import { expect, test } from "vitest";
import { momentsOf } from "../../helpers/moments.ts";
import { NO_UNITS, standardError, unitMeanVariance, withUnit } from "../../../src/stats/rate/standard-error.ts";

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

// Inspect, tests/scorer/test_metric.py
test("the plain error of 0..9 is .957", () => {
  expect(standardError(momentsOf(range(10)))).toBeCloseTo(0.9574, 4);
});

function clusteredError(values: readonly number[], clusterOf: (i: number) => number): number {
  const sums = new Map<number, { sum: number; cases: number }>();
  for (const [i, value] of values.entries()) {
    const { sum, cases } = sums.get(clusterOf(i)) ?? { sum: 0, cases: 0 };
    sums.set(clusterOf(i), { sum: sum + value, cases: cases + 1 });
  }
  let moments = NO_UNITS;
  for (const { sum, cases } of sums.values()) moments = withUnit(moments, sum, cases);
  return Math.sqrt(unitMeanVariance(moments));
}

test("D10: the clustered error of 0..19 in clusters i % 4 is .645 (with the correction; .559 without)", () => {
  expect(clusteredError(range(20), (i) => i % 4)).toBeCloseTo(0.6455, 4);
  expect(clusteredError(range(20), (i) => i % 4) / Math.sqrt(4 / 3)).toBeCloseTo(0.55902, 5);
});

test("with as many numbers in every cluster, it is the plain error of the cluster means", () => {
  const values = [1, 1, 0, 1, 0, 0, 1, 1, 1, 0, 1, 0];
  const means = [0, 1, 2, 3].map((c) => momentsOf(values.slice(3 * c, 3 * c + 3)).sum / 3);
  expect(clusteredError(values, (i) => Math.floor(i / 3))).toBeCloseTo(standardError(momentsOf(means)), 12);
});

test("a single number has no spread", () => {
  expect(standardError(momentsOf([0.4]))).toBe(0);
});
