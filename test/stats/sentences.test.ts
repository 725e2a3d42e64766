import { describe, expect, test } from "vitest";
import { cleanCasesNeeded, differenceSentence, summarySentence } from "../../src/stats/sentences.ts";
import { comparison } from "../helpers/report-fixtures.ts";
import { gateOf, sameCases, summarize } from "../helpers/suite-outcomes.ts";

describe("a clean sheet in words, its bound one-sided and the same everywhere", () => {
  test.each([
    {
      cases: sameCases(20, ["P"]),
      wanted:
        "20 of 20 passed: the true rate is at least 86.1% (95.0% confidence, one-sided); 59 cases without a failure would show at least 95.0%",
    },
    {
      cases: sameCases(5, ["F"]),
      wanted: "0 of 5 passed: the true rate is at most 45.1% (95.0% confidence, one-sided)",
    },
    {
      cases: sameCases(20, ["PPP"]),
      wanted:
        "60 of 60 passed over 20 cases: the true rate is at least 86.1% (95.0% confidence, one-sided); 59 cases without a failure would show at least 95.0%",
    },
    {
      cases: sameCases(59, ["P"]),
      wanted: "59 of 59 passed: the true rate is at least 95.0% (95.0% confidence, one-sided)",
    },
    { cases: { ...sameCases(18, ["P"]), ...sameCases(2, ["F"], "f") }, wanted: undefined },
    { cases: { a: ["E"] }, wanted: undefined },
  ])("$wanted", async ({ cases, wanted }) => {
    const gate = gateOf({ passRate: 0.5, confidence: 0.95 });
    const { insights, arms, gate: record } = await summarize(cases, { gate });
    expect(insights?.rates?.[0]?.sentence).toBe(wanted);
    const [arm] = arms;
    if (arm?.pass_rate.value === 1) expect(arm.pass_rate.low).toBeCloseTo(record.rules[0]?.low ?? 9, 9);
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
      "with fewer than 6 differing cases neither better nor worse can be shown",
    );
  });
  test("nothing in common", () => {
    expect(differenceSentence(comparison({ cases: 0 }))).toContain("no case in common");
  });
});

test("issue 20: of several comparisons of which none is proven worse, the one that leans most to it is told", () => {
  const open = (value: number, regressed: string[], improved: string[] = []) => ({
    suite: "triage",
    measures: [],
    comparison: comparison({
      verdict: "inconclusive",
      difference: { value, low: value - 0.2, high: value + 0.2, level: 0.95, method: "score-paired" },
      regressed,
      improved,
    }),
  });
  const pairs = [open(-0.05, ["a", "b"]), open(-0.26, ["a", "b", "c"]), open(0, ["a"], ["b"])];
  expect(summarySentence(pairs)).toMatch(
    /^Of 3 comparisons: 0 worse, 0 better, 0 not worse, 3 open\. In triage, whether .* is open: of 30 cases 3 got worse/,
  );
  expect(summarySentence([open(0, [], ["a"]), open(0, [])])).toMatch(/2 open\.$/);
});

test("59 clean cases to claim that less than 5 % fail, 299 for 1 %", () => {
  expect(cleanCasesNeeded(0.05, 0.95)).toBe(59);
  expect(cleanCasesNeeded(0.01, 0.95)).toBe(299);
});
