import { describe, expect, test } from "vitest";
import { pairArms, armPairs } from "../../../src/stats/summary/arm-pairs.ts";
import { sameCases, summarize, trialRecords } from "../../helpers/suite-outcomes.ts";

describe("a comparison", () => {
  test("claude-2.1 against mixtral on 20 questions (sambowyer/bayes_evals)", async () => {
    const head = await summarize({ ...sameCases(12, ["P", "P"]), ...sameCases(8, ["F", "P"], "w") });
    expect(head.comparisons).toEqual([
      {
        against: "arm",
        baseline: "simple/v1",
        candidate: "simple/v2",
        cases: 20,
        both_pass: 12,
        only_baseline_passes: 0,
        only_candidate_passes: 8,
        neither_passes: 0,
        difference: {
          value: 0.4,
          low: expect.closeTo(0.1744, 4) as number,
          high: expect.closeTo(0.6134, 4) as number,
          level: 0.95,
          method: "tango",
        },
        p_value: expect.closeTo(0.0078125, 9) as number,
        p_adjusted: expect.closeTo(0.0078125, 9) as number,
        test: "mcnemar-exact",
        verdict: "better",
        cost_ratio: 1,
        regressed: [],
        improved: ["w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8"],
        unpaired: { baseline: [], candidate: [] },
      },
    ]);
  });
  test.each([
    {
      name: "2 of 20 differ: too few to say",
      cases: { ...sameCases(18, ["P", "P"]), ...sameCases(2, ["P", "F"], "l") },
      verdict: "inconclusive",
    },
    {
      name: "5 of 20 differ: still too few two-sided",
      cases: { ...sameCases(15, ["P", "P"]), ...sameCases(5, ["P", "F"], "l") },
      verdict: "inconclusive",
    },
    { name: "6 of 20", cases: { ...sameCases(14, ["P", "P"]), ...sameCases(6, ["P", "F"], "l") }, verdict: "worse" },
    { name: "no difference in 20 is no proof", cases: sameCases(20, ["P", "P"]), verdict: "inconclusive" },
    { name: "no difference in 80 rules out 5 points", cases: sameCases(80, ["P", "P"]), verdict: "not_worse" },
    { name: "no pairs", cases: { a: ["P", "E"] }, verdict: "inconclusive" },
  ])("$name: $verdict", async ({ cases, verdict }) => {
    expect((await summarize(cases)).comparisons[0]?.verdict).toBe(verdict);
  });
  test("several trials a case: flips and permutations, effective pairs, no table", async () => {
    const head = await summarize({ ...sameCases(14, ["PPP", "PPP"]), ...sameCases(6, ["PPP", "PFF"], "l") });
    expect(head.comparisons[0]).toMatchObject({
      both_pass: null,
      neither_passes: null,
      test: "sign-flip-exact",
      p_value: expect.closeTo(2 / 64, 9) as number,
      verdict: "worse",
      difference: { method: "paired-t", value: expect.closeTo(-0.2, 9) as number },
    });
  });
  test("cases without a decided trial on one side are named, not counted", async () => {
    const head = await summarize({ a: ["P", "E"], b: ["U", "P"], c: ["P", "P"], d: ["E", "S"], e: ["P"] });
    expect(head.comparisons[0]).toMatchObject({ cases: 1, unpaired: { baseline: ["a", "e"], candidate: ["b"] } });
  });
  test("costs compare per answer", async () => {
    const cheap = trialRecords({ a: ["P"] }, { cost_usd: 0.1 });
    const dear = trialRecords({ a: ["P"] }, { cost_usd: 0.25, arm: "simple/v2" });
    expect((await summarize([...cheap, ...dear])).comparisons[0]?.cost_ratio).toBeCloseTo(2.5, 12);
    const unknown = dear.map((record) => ({ ...record, cost_usd: null }));
    expect((await summarize([...cheap, ...unknown])).comparisons[0]?.cost_ratio).toBeNull();
  });
});

describe("which arms are compared", () => {
  const arms = ["haiku/v1", "haiku/v2", "sonnet/v1", "sonnet/v2"].map((id) => ({ id }));
  test.each([
    { compare: "none" as const, wanted: [] },
    { compare: "first" as const, wanted: ["0-1", "0-2", "0-3"] },
    { compare: "prompt" as const, wanted: ["0-1", "2-3"] },
    { compare: "model" as const, wanted: ["0-2", "1-3"] },
  ])("$compare", ({ compare, wanted }) => {
    expect(armPairs(arms, compare).map((pair) => `${pair.baseline}-${pair.candidate}`)).toEqual(wanted);
  });
  test("a label may hold a slash", () => {
    expect(armPairs([{ id: "org/a/x" }, { id: "org/b/x" }], "model")).toHaveLength(1);
    expect(armPairs([{ id: "org/a/x" }, { id: "org/b/x" }], "prompt")).toHaveLength(0);
  });
});

describe("arms of two reports", () => {
  test.each([
    { name: "equal ids", a: ["x/1", "y/1"], b: ["y/1", "x/1"], explicit: {}, wanted: ["x/1=x/1", "y/1=y/1"] },
    { name: "one each", a: ["x/1"], b: ["y/1"], explicit: {}, wanted: ["x/1=y/1"] },
    {
      name: "as told",
      a: ["x/1", "y/1"],
      b: ["y/1", "z/1"],
      explicit: { "x/1": "z/1" },
      wanted: ["x/1=z/1", "y/1=y/1"],
    },
    { name: "unclear", a: ["x/1", "y/1"], b: ["z/1"], explicit: {}, wanted: null },
    { name: "told wrongly", a: ["x/1"], b: ["y/1"], explicit: { "x/1": "q/1" }, wanted: null },
    { name: "none", a: [], b: ["y/1"], explicit: {}, wanted: null },
  ])("$name", ({ a, b, explicit, wanted }) => {
    const pairing = pairArms(a, b, explicit);
    const pairs =
      pairing.status === "paired" ? pairing.pairs.map((pair) => `${pair.candidate}=${pair.baseline}`) : null;
    expect(pairs).toEqual(wanted);
    if (pairing.status === "unclear") for (const id of [...a, ...b]) expect(pairing.reason).toContain(id);
  });
});
