import { describe, expect, test } from "vitest";
import type { SuiteHead } from "../../../src/domain/reporter.ts";
import { testedRules } from "../../../src/stats/sequential/sequential-gate.ts";
import { draftSuite, settleSuites, type SuiteDraft } from "../../../src/stats/summary/summarize-suite.ts";
import { type CaseWords, gateOf, sameCases, streamOf, suiteFacts, trialRecords } from "../../helpers/suite-outcomes.ts";

const rule = {
  baseline: null,
  arm: "simple/v1",
  on: "pass_rate" as const,
  margin: 0.05,
  alpha: 0.05,
  minPaired: 0.9,
  arms: {},
};
const SAME = sameCases(60, ["P", "P"]);
const lost = (count: number): CaseWords => ({
  ...sameCases(60 - count, ["P", "P"]),
  ...sameCases(count, ["P", "F"], "l"),
});

async function settled(suites: readonly CaseWords[], gate = gateOf({ notWorseThan: rule })): Promise<SuiteHead[]> {
  const drafts: SuiteDraft[] = [];
  for (const cases of suites) drafts.push(await draftSuite(suiteFacts(2, { gate }), streamOf(trialRecords(cases))));
  return settleSuites(drafts);
}

describe("D5: one chance of a false alarm over all suites of a run", () => {
  test("a gate that is red alone is not, beside four others", async () => {
    expect((await settled([lost(5)]))[0]?.verdict).toBe("fail");
    const heads = await settled([SAME, lost(5), SAME, SAME, SAME]);
    expect(heads.map(({ verdict }) => verdict)).toEqual(["pass", "inconclusive", "pass", "pass", "pass"]);
  });
  test("p-values are adjusted by Holm over 5 suites: 6 lost of 60 is p .03125, adjusted .15625, and not called worse", async () => {
    const heads = await settled([lost(6), SAME, SAME, SAME, SAME], { kind: "none" });
    expect(heads.map(({ comparisons }) => comparisons[0]?.p_adjusted)).toEqual([
      expect.closeTo(0.15625, 9),
      1,
      1,
      1,
      1,
    ]);
    expect(heads[0]?.comparisons[0]).toMatchObject({
      p_value: expect.closeTo(0.03125, 12) as number,
      verdict: "inconclusive",
    });
    expect((await settled([lost(6)], { kind: "none" }))[0]?.comparisons[0]?.verdict).toBe("worse");
  });
  test("a sequential run shares its tests out likewise", () => {
    const gate = gateOf({ notWorseThan: rule, passRate: 0.9, confidence: 0.95 });
    expect(testedRules(suiteFacts(2, { gate }))).toBe(3);
    expect(testedRules(suiteFacts(2))).toBe(0);
  });
});
