import { sentence } from "../../helpers/sentence.ts";
import { describe, expect, test } from "vitest";
import type { SuiteHead } from "../../../src/domain/reporter.ts";
import type { NotWorseThan } from "../../../src/domain/suite.ts";
import { reasonInShort } from "../../../src/domain/values/rule-reason.ts";
import type { BaselineArm } from "../../../src/stats/evidence.ts";
import { ARMS, type CaseWords, gateOf, sameCases, summarize } from "../../helpers/suite-outcomes.ts";

const rule: NotWorseThan = {
  baseline: null,
  arm: "simple/v1",
  on: "pass_rate",
  margin: 0.05,
  alpha: 0.05,
  minPaired: 0.9,
  arms: {},
};

function ruleArms(cases: CaseWords, overrides: Partial<NotWorseThan> = {}): Promise<SuiteHead> {
  return summarize(cases, { gate: gateOf({ notWorseThan: { ...rule, ...overrides } }) });
}

describe("against another arm", () => {
  const same = (n: number): CaseWords => sameCases(n, ["P", "P"], "same");
  const lost = (n: number): CaseWords => sameCases(n, ["P", "F"], "lost");
  const won = (n: number): CaseWords => sameCases(n, ["F", "P"], "won");
  test.each([
    { name: "20 ties prove nothing", cases: same(20), verdict: "inconclusive" },
    { name: "D8: 58 ties prove no margin of 5 points", cases: same(58), verdict: "inconclusive" },
    { name: "D8: 59 ties do, as 59 clean cases prove a rate", cases: same(59), verdict: "pass" },
    { name: "D1: 6 of 200 lost", cases: { ...same(194), ...lost(6) }, verdict: "fail" },
    {
      name: "D1: 6 of 200 lost, each answer three times",
      cases: { ...sameCases(194, ["PPP", "PPP"], "same"), ...sameCases(6, ["PPP", "FFF"], "lost") },
      verdict: "fail",
    },
    { name: "D1: 2 of 100 lost", cases: { ...same(98), ...lost(2) }, verdict: "inconclusive" },
    {
      name: "D1: 2 of 100 lost, each answer three times",
      cases: { ...sameCases(98, ["PPP", "PPP"], "same"), ...sameCases(2, ["PPP", "FFF"], "lost") },
      verdict: "inconclusive",
    },
    { name: "4 lost and none won can never show a loss", cases: { ...same(20), ...lost(4) }, verdict: "inconclusive" },
    { name: "5 lost and none won do", cases: { ...same(20), ...lost(5) }, verdict: "fail" },
    { name: "6 lost, 4 won are luck", cases: { ...same(20), ...lost(6), ...won(4) }, verdict: "inconclusive" },
    { name: "worse, but proven within the margin", cases: { ...same(995), ...lost(5) }, verdict: "pass" },
    {
      name: "5 repeats of 20 cases prove nothing more",
      cases: sameCases(20, ["PPPPP", "PPPPP"]),
      verdict: "inconclusive",
    },
    { name: "59 cases with repeats", cases: sameCases(59, ["PPP", "PPP"]), verdict: "pass" },
    { name: "drops within cases", cases: { ...same(20), ...sameCases(6, ["PPP", "PFF"], "drop") }, verdict: "fail" },
    { name: "nothing pairs", cases: { a: ["P", "E"], b: ["P", "E"] }, verdict: "incomplete" },
    { name: "too little pairs", cases: { ...same(80), ...sameCases(20, ["P", "E"], "e") }, verdict: "incomplete" },
    {
      name: "passes but for the missing",
      cases: { ...same(58), ...sameCases(4, ["P", "E"], "e") },
      verdict: "incomplete",
    },
    { name: "passes in spite of the missing", cases: { ...same(200), e: ["P", "E"] }, verdict: "pass" },
    {
      name: "fails in spite of the missing",
      cases: { ...same(40), ...lost(12), ...sameCases(2, ["P", "E"], "e") },
      verdict: "fail",
    },
    {
      name: "the baseline's missing answers count against nobody unproven",
      cases: { ...same(20), ...lost(5), ...sameCases(2, ["E", "P"], "e") },
      verdict: "incomplete",
    },
  ])("$name: $verdict", async ({ cases, verdict }) => {
    const { rules } = (await ruleArms(cases)).gate;
    expect(rules.map((record) => [record.rule, record.arm, record.verdict])).toEqual([
      ["not_worse_than", "simple/v2", verdict],
    ]);
    expect(rules[0]?.reason).not.toMatch(/NaN|undefined|null|Infinity/);
  });

  test("an inconclusive rule says what could be seen and what more would cost", async () => {
    const { rules } = (await ruleArms({ ...sameCases(20, ["P", "P"]), ...sameCases(2, ["P", "F"], "f") })).gate;
    expect(rules[0]?.reason).toMatch(/a drop of \d+\.\d points is (seen 4 times in 5|seen reliably)/);
    expect(rules[0]?.reason).toMatch(
      /with nothing changed, about \d+ cases \(≈ \$0\.\d+ more a run\).* would be green 4 times in 5/,
    );
  });

  test("an arm that is not there never passes", async () => {
    const head = await ruleArms(sameCases(60, ["P", "P"]), { arm: "gone/v1" });
    expect(head.gate.rules.map((record) => record.verdict)).toEqual(["incomplete", "incomplete"]);
  });

  test("the pair is reported as a comparison even where nothing else compares", async () => {
    const gate = gateOf({ notWorseThan: rule });
    const head = await summarize(sameCases(3, ["P", "P"]), { gate, compare: "none" });
    expect(head.comparisons.map(({ baseline, candidate }) => [baseline, candidate])).toEqual([[...ARMS]]);
  });
});

describe("against a baseline", () => {
  const baselineArm = (id: string, passes: Readonly<Record<string, number>>): BaselineArm => {
    const caseIds = Object.keys(passes).sort();
    return {
      id,
      caseIds,
      passed: caseIds.map((caseId) => passes[caseId] ?? 0),
      failed: caseIds.map((caseId) => 1 - (passes[caseId] ?? 0)),
      costPerTrialUsd: 0.000301,
      means: null,
    };
  };
  const allPassed = (n: number): Record<string, number> =>
    Object.fromEntries(Array.from({ length: n }, (_, i) => [`c${i + 1}`, 1]));
  const gated = (
    cases: CaseWords,
    arms: readonly BaselineArm[],
    overrides: Partial<NotWorseThan> = {},
  ): Promise<SuiteHead> =>
    summarize(cases, {
      gate: gateOf({ notWorseThan: { ...rule, arm: null, baseline: "main.json", ...overrides } }),
      baseline: { status: "loaded", arms },
    });

  test("cases pair by id, whatever their order", async () => {
    const head = await gated({ ...sameCases(60, ["P"]), new1: ["F"] }, [
      baselineArm("simple/v1", { ...allPassed(60), gone: 1 }),
    ]);
    expect(head.gate.verdict).toBe("pass");
    expect(head.comparisons).toMatchObject([
      {
        against: "baseline",
        cases: 60,
        both_pass: 60,
        // as the gate says: both rest on the bound that is one-sided at 95 %
        verdict: "not_worse",
        equivalence: { margin: 0.05, proven: true },
        unpaired: { baseline: ["gone"], candidate: ["new1"] },
        cost_ratio: 2,
      },
    ]);
  });
  test("too few of the cases are in the baseline", async () => {
    const head = await gated(sameCases(60, ["P"]), [baselineArm("simple/v1", allPassed(50))]);
    expect(head.gate).toMatchObject({
      verdict: "incomplete",
      rules: [{ reason: expect.stringContaining("50 of 60") as string }],
    });
  });
  test("a loss is found", async () => {
    const head = await gated({ ...sameCases(60, ["P"]), c1: ["F"], c2: ["F"], c3: ["F"], c4: ["F"], c5: ["F"] }, [
      baselineArm("simple/v1", allPassed(60)),
    ]);
    expect(head.verdict).toBe("fail");
    expect(head.comparisons[0]?.regressed).toEqual(["c1", "c2", "c3", "c4", "c5"]);
  });
  test("the only arm pairs with the only arm", async () => {
    const head = await gated(sameCases(60, ["P"]), [baselineArm("old/name", allPassed(60))]);
    expect(head.comparisons[0]).toMatchObject({ baseline: "old/name", candidate: "simple/v1" });
    expect(head.verdict).toBe("pass");
  });
  test("arms that do not pair are named, on both sides", async () => {
    const head = await gated(sameCases(60, ["P"]), [
      baselineArm("a/x", allPassed(60)),
      baselineArm("b/x", allPassed(60)),
    ]);
    expect(head.gate.rules[0]).toMatchObject({ verdict: "incomplete" });
    expect(head.gate.rules[0]?.reason).toContain("simple/v1; baseline arms: a/x, b/x");
  });
  test("an explicit pair", async () => {
    const arms = [baselineArm("a/x", allPassed(60)), baselineArm("b/x", allPassed(60))];
    const head = await gated(sameCases(60, ["P"]), arms, { arms: { "simple/v1": "b/x" } });
    expect(head.verdict).toBe("pass");
    expect(head.comparisons[0]?.baseline).toBe("b/x");
  });
  test("a baseline with other arms leaves the new arm without a verdict, not green", async () => {
    const head = await gated(sameCases(60, ["P", "P"]), [baselineArm("simple/v1", allPassed(60))]);
    expect(head.gate.rules.map((record) => record.verdict)).toEqual(["pass", "incomplete"]);
  });
  test.each([{ verdict: "incomplete" }, { verdict: "inconclusive" }] as const)(
    "an absent baseline is $verdict",
    async ({ verdict }) => {
      const head = await summarize(sameCases(60, ["P"]), {
        gate: gateOf({ notWorseThan: { ...rule, arm: null, baseline: "main.json" } }),
        baseline: {
          status: "absent",
          reason: sentence("there is no baseline yet: main.json does not exist"),
          verdict,
          isDemanded: false,
        },
      });
      expect(head.gate.rules[0]).toMatchObject({
        verdict,
        reason: expect.stringContaining("main.json does not exist") as string,
      });
    },
  );
});

test.each<[string, CaseWords, string]>([
  [
    "ties",
    sameCases(10, ["P", "P"], "same"),
    "no case changed; 10 cases cannot rule out a drop of 5 points; about 276 would",
  ],
  [
    "one of each",
    { ...sameCases(8, ["P", "P"], "same"), ...sameCases(1, ["P", "F"], "lost"), ...sameCases(1, ["F", "P"], "won") },
    "1 case got worse and 1 better; 10 cases cannot rule out a drop of 5 points",
  ],
  [
    "repeated trials",
    { ...sameCases(9, ["PP", "PP"], "same"), ...sameCases(1, ["PP", "PF"], "lost") },
    "1 case passed less often and 0 more often; 10 cases cannot rule out a drop of 5 points",
  ],
])("issue 20: an open rule says first and in short what it is: %s", async (_name, cases, says) => {
  const found = (await ruleArms(cases)).gate.rules[0];
  const reason = found?.reason ?? "";
  expect(reasonInShort(reason)).toContain(says);
  expect(reasonInShort(reason).length).toBeLessThan(120);
  expect(reason).toMatch(/In figures: .*each with 95\.0% confidence\): open: .*(seen 4 times in 5|seen reliably)/);
});
