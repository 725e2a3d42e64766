import { describe, expect, test } from "vitest";
import {
  casesForGreen,
  chanceOfGreen,
  chanceOfRed,
  detectableDrop,
  detectableRepeatedDrop,
  isGreenRepeated,
  leastCases,
  repeatedCasesForGreen,
} from "../../../src/stats/paired/power.ts";
import { chanceToMiss, chanceToReach } from "../../../src/stats/rate/rate-power.ts";

const usual = { margin: 0.05, alpha: 0.05 };

// hard-cells.md D3: the drop that the exact test sees 4 times in 5, noise and losses added
describe("D3: the drop that is printed is seen 4 times in 5", () => {
  test.each([
    { cases: 20, discordance: 0.1, drop: 0.403 },
    { cases: 50, discordance: 0.1, drop: 0.198 },
    { cases: 100, discordance: 0.1, drop: 0.121 },
    { cases: 200, discordance: 0.2, drop: 0.1 },
  ])("$cases cases, $discordance differ", ({ cases, discordance, drop }) => {
    const design = { cases, discordance, ...usual };
    const found = detectableDrop(design) ?? Number.NaN;
    expect(found).toBeCloseTo(drop, 2.7);
    expect(chanceOfRed(design, found)).toBeGreaterThanOrEqual(0.8);
    expect(chanceOfRed(design, found - 0.005)).toBeLessThan(0.8);
  });
  test("what Connor's formula printed has a chance of 53 % in truth", () => {
    expect(chanceOfRed({ cases: 20, discordance: 0.1, ...usual }, 0.278)).toBeCloseTo(0.53, 2);
  });
  test("of 2 cases no table shows a loss", () => {
    expect(detectableDrop({ cases: 2, discordance: 0.5, ...usual })).toBeNull();
    expect(detectableRepeatedDrop({ cases: 4, variance: 0.1, ...usual })).toBeNull();
  });
  test("a drop within the margin is green, not red, in a large suite", () => {
    const design = { cases: 2000, discordance: 0.02, ...usual };
    expect(chanceOfRed(design, 0.02)).toBeLessThan(0.01);
    expect(chanceOfRed({ ...design, margin: 0 }, 0.02)).toBeGreaterThan(0.99);
  });
  test("several trials a case: broken cases add to the noise", () => {
    expect(detectableRepeatedDrop({ cases: 50, variance: 0.04, ...usual })).toBeCloseTo(0.15, 2);
    expect(detectableRepeatedDrop({ cases: 20, variance: 0.001, ...usual })).toBeGreaterThanOrEqual(0.25);
  });
});

describe("D4: the number of cases that is printed settles it 4 times in 5", () => {
  test.each([
    { margin: 0.1, discordance: 0.05 },
    { margin: 0.05, discordance: 0.02 },
    { margin: 0.05, discordance: 0.1 },
  ])("margin $margin, $discordance differ", ({ margin, discordance }) => {
    const design = { cases: 20, discordance, margin, alpha: 0.05 };
    const cases = casesForGreen(design) ?? Number.NaN;
    expect(chanceOfGreen({ ...design, cases })).toBeGreaterThanOrEqual(0.8);
    expect(chanceOfGreen({ ...design, cases: Math.floor(cases * 0.8) })).toBeLessThan(0.8);
  });
  test("where nothing differs 59 cases prove 5 points, and never fewer than there are and one more", () => {
    expect(casesForGreen({ cases: 20, discordance: 0, ...usual })).toBe(59);
    expect(casesForGreen({ cases: 200, discordance: 0, ...usual })).toBe(201);
  });
  test("a clean rate of 95 % takes 59 cases, of 90 % 29", () => {
    const needed = (limit: number): number | null =>
      leastCases(1, (cases) => chanceToReach({ cases, limit, alpha: 0.05 }, 1) >= 0.8);
    expect([needed(0.95), needed(0.9)]).toEqual([59, 29]);
    expect(chanceToMiss({ cases: 2, limit: 0.95, alpha: 0.05 }, 0)).toBe(1);
    expect(chanceToMiss({ cases: 1, limit: 0.9, alpha: 0.05 }, 0)).toBe(0);
  });
  test("repeats never prove what a clean sheet of the cases does not", () => {
    expect(isGreenRepeated({ cases: 58, variance: 0, ...usual })).toBe(false);
    expect(isGreenRepeated({ cases: 80, variance: 0.004, ...usual })).toBe(true);
    expect(repeatedCasesForGreen({ cases: 20, variance: 0.0001, ...usual })).toBeGreaterThanOrEqual(59);
  });
});
