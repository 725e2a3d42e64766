import { expect, test } from "vitest";
import {
  connorCases,
  detectableDifference,
  detectablePassDifference,
  nonInferiorityCases,
  oneSampleTrials,
  pairedCases,
} from "../../../src/stats/paired/power.ts";

const usual = { alpha: 0.05, sides: 2, power: 0.8 } as const;

// statistics.md §2.8
test.each([
  { delta: 0.05, discordance: 0.1, cases: 312 },
  { delta: 0.05, discordance: 0.2, cases: 626 },
  { delta: 0.1, discordance: 0.1, cases: 77 },
  { delta: 0.1, discordance: 0.2, cases: 155 },
  { delta: 0.1, discordance: 0.3, cases: 234 },
  { delta: 0.15, discordance: 0.2, cases: 68 },
])("Connor: $delta at discordance $discordance needs $cases cases", ({ delta, discordance, cases }) => {
  expect(Math.abs(connorCases(delta, discordance, usual) - cases)).toBeLessThanOrEqual(1);
  expect(detectablePassDifference(cases + 1, discordance, usual)).toBeCloseTo(delta, 2);
});

test("paired means: ω² = 1/9 and δ = .03 need 969 cases, and 969 cases show .03", () => {
  expect(pairedCases(0.03, 1 / 9, usual)).toBe(969);
  expect(detectableDifference(969, 1 / 9, usual)).toBeCloseTo(0.03, 5);
});

test("too few cases see nothing, however bad", () => {
  expect(detectablePassDifference(2, 0, usual)).toBeNull();
});

test("a rate at its limit is never told apart from it", () => {
  expect(oneSampleTrials(0.9, 0.9, usual)).toBe(Number.POSITIVE_INFINITY);
  expect(oneSampleTrials(0.8, 0.9, usual)).toBeGreaterThan(oneSampleTrials(0.7, 0.9, usual));
});

test("a margin needs at least the cases that leave less open when nothing differs", () => {
  expect(nonInferiorityCases(0.05, 0, { ...usual, sides: 1 })).toBe(52);
});
