import { expect, test } from "vitest";
import { clusteredStandardError, momentsOf, standardError } from "../../../src/stats/rate/standard-error.ts";

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

// Inspect, tests/scorer/test_metric.py
test("the plain error of 0..9 is .957", () => {
  expect(standardError(momentsOf(range(10)))).toBeCloseTo(0.9574, 4);
});

test("the clustered error of 0..19 in clusters i % 4 is .645 (with the correction; .559 without)", () => {
  const clusters = range(20).map((i) => i % 4);
  expect(clusteredStandardError(range(20), clusters)).toBeCloseTo(0.6455, 4);
  expect(clusteredStandardError(range(20), clusters) / Math.sqrt(4 / 3)).toBeCloseTo(0.55902, 5);
});

test("with as many trials in every case, it is the plain error of the case means", () => {
  const trials = [1, 1, 0, 1, 0, 0, 1, 1, 1, 0, 1, 0];
  const cases = trials.map((_, i) => Math.floor(i / 3));
  const means = [0, 1, 2, 3].map((c) => momentsOf(trials.filter((_, i) => cases[i] === c)).sum / 3);
  expect(clusteredStandardError(trials, cases)).toBeCloseTo(standardError(momentsOf(means)), 12);
});

test("a single number has no spread", () => {
  expect(standardError(momentsOf([0.4]))).toBe(0);
});
