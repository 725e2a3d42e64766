import { describe, expect, test } from "vitest";
import { cleanCasesNeeded, differenceSentence, rateSentence } from "../../src/stats/sentences.ts";
import { comparison } from "../helpers/report-fixtures.ts";
import { sameCases, summarize } from "../helpers/suite-outcomes.ts";

describe("a pass rate in words", () => {
  test.each([
    { cases: sameCases(20, ["P"]), wanted: "20 of 20 passed: the true rate may still be 83.9%" },
    { cases: sameCases(5, ["F"]), wanted: "0 of 5 passed: the true rate may still be 43.4%" },
    {
      cases: { ...sameCases(18, ["P"]), ...sameCases(2, ["F"], "f") },
      wanted: "18 of 20 passed (90.0%): the true rate is likely between 69.9% and 97.2%",
    },
    { cases: sameCases(20, ["PPP"]), wanted: "60 of 60 passed over 20 cases: the true rate may still be 83.9%" },
    { cases: { a: ["E"] }, wanted: "no trial has a verdict: nothing was tested" },
  ])("$wanted", async ({ cases, wanted }) => {
    const [arm] = (await summarize(cases)).arms;
    expect(arm && rateSentence(arm)).toBe(wanted);
  });
});

describe("a comparison in words", () => {
  const lost = (count: number): string[] => Array.from({ length: count }, (_, i) => `c${i}`);
  test.each(["better", "worse", "not_worse", "inconclusive"] as const)("%s", (verdict) => {
    const sentence = differenceSentence(comparison({ verdict, regressed: lost(6), improved: lost(2) }));
    expect(sentence).toContain("of 30 cases 6 got worse and 2 better");
    expect(sentence).not.toMatch(/no regression/i);
    expect(sentence).toMatch(/\.$/);
  });
  test("too few differing cases are said to be too few", () => {
    expect(differenceSentence(comparison({ verdict: "inconclusive", regressed: ["a"], improved: [] }))).toContain(
      "with fewer than 6 differing cases nothing can be shown",
    );
  });
  test("nothing in common", () => {
    expect(differenceSentence(comparison({ cases: 0 }))).toContain("no case in common");
  });
});

test("59 clean cases to claim that less than 5 % fail, 299 for 1 %", () => {
  expect(cleanCasesNeeded(0.05, 0.95)).toBe(59);
  expect(cleanCasesNeeded(0.01, 0.95)).toBe(299);
});
