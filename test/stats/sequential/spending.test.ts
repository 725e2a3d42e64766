import { describe, expect, test } from "vitest";
import { levelAtLook, spendingBoundaries, spentBy } from "../../../src/stats/sequential/spending.ts";
import { lookSchedule } from "../../../src/stats/sequential/look-rule.ts";

describe("boundaries that spend alpha like O'Brien and Fleming's", () => {
  // Published, e.g. by Proschan, Lan & Wittes, Statistical Monitoring of Clinical Trials (2006), and the R package ldbounds.
  test.each([
    { alpha: 0.025, looks: 1, z: [1.96] },
    { alpha: 0.025, looks: 2, z: [2.9626, 1.9686] },
    { alpha: 0.025, looks: 3, z: [3.7103, 2.5114, 1.993] },
    { alpha: 0.025, looks: 5, z: [4.8769, 3.3569, 2.6803, 2.2898, 2.031] },
    { alpha: 0.05, looks: 1, z: [1.6449] },
  ])("alpha $alpha, $looks looks", ({ alpha, looks, z }) => {
    const times = Array.from({ length: looks }, (_, i) => (i + 1) / looks);
    const found = spendingBoundaries(times, alpha);
    expect(found).toHaveLength(looks);
    for (const [i, boundary] of found.entries()) expect(boundary).toBeCloseTo(z[i] ?? 0, 3);
  });
  test("the last level is a little under alpha, the levels ascend", () => {
    const times = [0.2, 0.4, 0.6, 0.8, 1];
    const levels = times.map((_, i) => levelAtLook(times.slice(0, i + 1), 0.05));
    expect(levels).toEqual(levels.toSorted((a, b) => a - b));
    expect(levels.at(-1)).toBeGreaterThan(0.04);
    expect(levels.at(-1)).toBeLessThan(0.05);
  });
  test("all of alpha is spent at the end, nothing to speak of at the start", () => {
    expect(spentBy(1, 0.05)).toBe(0.05);
    expect(spentBy(0.5, 0.05)).toBeCloseTo(0.005575, 5);
    expect(levelAtLook([0.01], 0.05)).toBe(0);
  });
  test("looks are as even as whole cases allow", () => {
    expect(lookSchedule(200, 5)).toEqual([40, 80, 120, 160, 200]);
    expect(lookSchedule(7, 5)).toEqual([2, 3, 5, 6, 7]);
    expect(lookSchedule(3, 5)).toEqual([1, 2, 3]);
    expect(lookSchedule(0, 5)).toEqual([]);
  });
});
