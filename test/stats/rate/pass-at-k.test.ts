import { expect, test } from "vitest";
import { passAtK, passHatK } from "../../../src/stats/rate/pass-at-k.ts";

/** tau-bench, gpt-4o-airline: how many of the 50 tasks passed 0, 1, 2, 3 and 4 of their 4 trials. */
const TASKS_BY_PASSES = [14, 12, 10, 4, 10];

function meanOver(estimate: (trials: number, passes: number) => number | null): number {
  return TASKS_BY_PASSES.reduce((sum, tasks, passes) => sum + tasks * (estimate(4, passes) ?? Number.NaN), 0) / 50;
}

test.each([
  { k: 1, all: 0.42, any: 0.42 },
  { k: 2, all: 0.2733, any: 0.5667 },
  { k: 3, all: 0.22, any: 0.66 },
  { k: 4, all: 0.2, any: 0.72 },
])("pass^$k and pass@$k of tau-bench's published run", ({ k, all, any }) => {
  expect(meanOver((n, c) => passHatK(n, c, k))).toBeCloseTo(all, 4);
  expect(meanOver((n, c) => passAtK(n, c, k))).toBeCloseTo(any, 4);
});

test("3 passes of 5 say .1 of pass^3, not (3/5)³ = .216", () => {
  expect(passHatK(5, 3, 3)).toBeCloseTo(0.1, 12);
});

test("fewer trials than k: not known", () => {
  expect(passHatK(2, 2, 3)).toBeNull();
  expect(passAtK(2, 2, 3)).toBeNull();
});
