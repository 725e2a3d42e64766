import { describe, expect, test } from "vitest";
import { judgeErrors, kappaOf } from "../../../src/stats/judges/error-rates.ts";
import { type LabelCells, type LabelGroup, stratumCounts } from "../../../src/stats/judges/label-counts.ts";
import { labelGroup, randomOf, simulateAnswers } from "./simulated-judge.ts";

/** Each label of a case of its own. */
function labelled(of: number, cells: Partial<LabelCells>): ReturnType<typeof stratumCounts> {
  const none: LabelCells = { rightPassed: 0, rightFailed: 0, wrongPassed: 0, wrongFailed: 0 };
  const single = Object.entries(cells).flatMap(([cell, times]) =>
    Array.from({ length: times }, () => ({ ...none, [cell]: 1 })),
  );
  return stratumCounts(of, single);
}

describe("how a judge errs, by labels weighted as they were drawn", () => {
  test("half of the labels are of the few that it failed: each stands for as many as its stratum has", () => {
    // 900 passed, of which 50 are labelled and 45 right; 100 failed, of which 50 are labelled and 10 right:
    // right and passed 810, right and failed 20, wrong and passed 90, wrong and failed 80.
    const group: LabelGroup = {
      strata: {
        pass: labelled(900, { rightPassed: 45, wrongPassed: 5 }),
        fail: labelled(100, { rightFailed: 10, wrongFailed: 40 }),
      },
      isSameJudge: true,
    };
    const { sensitivity, specificity, baseRate, kappa } = judgeErrors([group], 0);
    expect(sensitivity?.value).toBeCloseTo(810 / 830, 10);
    expect(specificity?.value).toBeCloseTo(80 / 170, 10);
    expect(baseRate?.value).toBeCloseTo(0.83, 10);
    expect(kappa?.value).toBeCloseTo((0.89 - (0.9 * 0.83 + 0.1 * 0.17)) / (1 - (0.9 * 0.83 + 0.1 * 0.17)), 10);
    for (const figure of [sensitivity, specificity, baseRate, kappa]) {
      expect(figure?.low).toBeLessThan(figure?.value ?? 0);
      expect(figure?.high).toBeGreaterThan(figure?.value ?? 1);
    }
  });
  test("a random sample is not weighted", () => {
    const any = labelled(10_000, { rightPassed: 70, rightFailed: 10, wrongPassed: 5, wrongFailed: 15 });
    const { sensitivity, specificity } = judgeErrors([{ strata: { any }, isSameJudge: true }], 0);
    expect(sensitivity?.value).toBeCloseTo(70 / 80, 10);
    expect(specificity?.value).toBeCloseTo(15 / 20, 10);
  });
  test("a judge that passes everything is right 9 times in 10 on 90% good answers, and has κ 0", () => {
    expect(kappaOf({ rightPassed: 90, rightFailed: 0, wrongPassed: 10, wrongFailed: 0 })).toBeCloseTo(0, 10);
  });
  test("a judge that was changed since is not taken to pass what the strata say", () => {
    const pass = labelled(500, { rightPassed: 20, rightFailed: 5 });
    const [same, other] = [true, false].map(
      (isSameJudge) => judgeErrors([{ strata: { pass }, isSameJudge }], 0).sensitivity,
    );
    expect(other?.value).toBeCloseTo(0.8, 10);
    expect(other?.low).toBeLessThan(0.7);
    expect(same?.high).toBe(1);
  });
  test("without a label of a kind the figure is unknown, never 0", () => {
    expect(judgeErrors([], 0)).toEqual({ sensitivity: null, specificity: null, kappa: null, baseRate: null });
    const pass = labelled(10, { rightPassed: 3 });
    expect(judgeErrors([{ strata: { pass }, isSameJudge: true }], 0).specificity).toBeNull();
  });
  test("the same labels and seed give the same figures", () => {
    const random = randomOf("same");
    const answers = simulateAnswers(300, 0.8, { sensitivity: 0.9, specificity: 0.8 }, random);
    const group = labelGroup(answers, 60, random);
    expect(judgeErrors([group], 7)).toEqual(judgeErrors([group], 7));
  });
  test("intervals hold sensitivity and specificity about 95 times in 100", () => {
    const random = randomOf("coverage of rates");
    const judge = { sensitivity: 0.92, specificity: 0.75 };
    const covered = { sensitivity: 0, specificity: 0 };
    const runs = 80;
    for (let run = 0; run < runs; run++) {
      const group = labelGroup(simulateAnswers(400, 0.8, judge, random), 100, random);
      const errors = judgeErrors([group], run, 200);
      for (const name of ["sensitivity", "specificity"] as const) {
        const figure = errors[name];
        if (figure !== null && figure.low <= judge[name] && judge[name] <= figure.high) covered[name]++;
      }
    }
    expect(covered.sensitivity / runs).toBeGreaterThan(0.9);
    expect(covered.specificity / runs).toBeGreaterThan(0.9);
  });
});
