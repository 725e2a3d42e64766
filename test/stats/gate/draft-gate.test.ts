import { describe, expect, test } from "vitest";
import { reasonInShort } from "../../../src/domain/values/rule-reason.ts";
import type { RuleRecord, TrialRecord } from "../../../src/domain/formats/records.ts";
import type { PassRateGate } from "../../../src/domain/suite.ts";
import { type CaseWords, gateOf, sameCases, summarize, trialRecords } from "../../helpers/suite-outcomes.ts";

describe("the default gate: every trial passes", () => {
  test.each([
    { name: "all pass", cases: { a: ["PP"], b: ["P"] }, verdict: "pass" },
    { name: "one fails", cases: { a: ["PP"], b: ["PF"] }, verdict: "fail" },
    { name: "one is missing", cases: { a: ["PP"], b: ["PE"] }, verdict: "incomplete" },
    { name: "one is undecided", cases: { a: ["PP"], b: ["PU"] }, verdict: "incomplete" },
    { name: "a failure is proven, whatever is missing", cases: { a: ["FE"], b: ["S"] }, verdict: "fail" },
    { name: "left out on purpose is not missing", cases: { a: ["P"], b: ["x"], c: ["d"] }, verdict: "pass" },
    { name: "everything left out", cases: { a: ["x"], b: ["x"] }, verdict: "incomplete" },
    { name: "the worst arm counts", cases: { a: ["P", "F"] }, verdict: "fail" },
    { name: "every check undecided", cases: { a: ["U"], b: ["U"] }, verdict: "incomplete" },
  ])("$name: $verdict", async ({ cases, verdict }) => {
    const head = await summarize(cases);
    expect(head.gate.verdict).toBe(verdict);
    expect(head.gate.rules.every((rule) => rule.rule === "all_pass")).toBe(true);
    expect(head.verdict).toBe(verdict);
  });
});

interface Row {
  readonly name: string;
  readonly rules: Partial<PassRateGate>;
  readonly cases: CaseWords | readonly TrialRecord[];
  readonly verdict: string;
}

const nineOfTen = { ...sameCases(9, ["P"]), f: ["F"] };
const sixOfTen = { ...sameCases(6, ["P"]), ...sameCases(4, ["F"], "f") };

const rows: readonly Row[] = [
  { name: "a rate at its limit", rules: { passRate: 0.9 }, cases: nineOfTen, verdict: "pass" },
  {
    name: "19 of 20 is 0.95",
    rules: { passRate: 0.95 },
    cases: { ...sameCases(19, ["P"]), f: ["F"] },
    verdict: "pass",
  },
  { name: "a rate below", rules: { passRate: 0.91 }, cases: nineOfTen, verdict: "fail" },
  {
    name: "passes were all missing failures",
    rules: { passRate: 0.8 },
    cases: { ...sameCases(9, ["P"]), e: ["E"] },
    verdict: "pass",
  },
  {
    name: "depends on the missing",
    rules: { passRate: 0.95 },
    cases: { ...sameCases(9, ["P"]), e: ["E"] },
    verdict: "incomplete",
  },
  {
    name: "depends on the undecided",
    rules: { passRate: 0.95 },
    cases: { ...sameCases(9, ["P"]), e: ["U"] },
    verdict: "incomplete",
  },
  {
    name: "fails were all missing passes",
    rules: { passRate: 0.95 },
    cases: { ...nineOfTen, e: ["S"] },
    verdict: "fail",
  },
  {
    name: "a limit of 0 with nothing tested",
    rules: { passRate: 0 },
    cases: { a: ["E"], b: ["U"] },
    verdict: "incomplete",
  },
  {
    name: "rates average over cases: PPF and PPP",
    rules: { passRate: 5 / 6 },
    cases: { a: ["PPF"], b: ["PPP"] },
    verdict: "pass",
  },

  { name: "proven", rules: { passRate: 0.8, confidence: 0.95 }, cases: sameCases(14, ["P"]), verdict: "pass" },
  {
    name: "13 of 13 do not prove 80 %",
    rules: { passRate: 0.8, confidence: 0.95 },
    cases: sameCases(13, ["P"]),
    verdict: "inconclusive",
  },
  {
    name: "58 do not prove 95 %",
    rules: { passRate: 0.95, confidence: 0.95 },
    cases: sameCases(58, ["P"]),
    verdict: "inconclusive",
  },
  {
    name: "59 clean cases prove 95 %",
    rules: { passRate: 0.95, confidence: 0.95 },
    cases: sameCases(59, ["P"]),
    verdict: "pass",
  },
  { name: "proven to miss", rules: { passRate: 0.9, confidence: 0.95 }, cases: sixOfTen, verdict: "fail" },
  { name: "not proven to miss", rules: { passRate: 0.8, confidence: 0.95 }, cases: sixOfTen, verdict: "inconclusive" },
  {
    name: "confident but for the missing",
    rules: { passRate: 0.95, confidence: 0.95 },
    cases: { ...sameCases(59, ["P"]), e: ["E"] },
    verdict: "incomplete",
  },
  {
    name: "confident in spite of the missing",
    rules: { passRate: 0.8, confidence: 0.95 },
    cases: { ...sameCases(59, ["P"]), e: ["E"] },
    verdict: "pass",
  },
  {
    name: "repeats are not cases",
    rules: { passRate: 0.8, confidence: 0.95 },
    cases: sameCases(5, ["PPPPP"]),
    verdict: "inconclusive",
  },

  { name: "every case reaches it", rules: { casePassRate: 0.5 }, cases: { a: ["PF"], b: ["PP"] }, verdict: "pass" },
  { name: "one case does not", rules: { casePassRate: 0.5 }, cases: { a: ["PFF"], b: ["PPP"] }, verdict: "fail" },
  { name: "one case may not", rules: { casePassRate: 0.5 }, cases: { a: ["PFE"], b: ["PPP"] }, verdict: "incomplete" },
  {
    name: "one case reaches it whatever comes",
    rules: { casePassRate: 0.5 },
    cases: { a: ["PPE"], b: ["PPP"] },
    verdict: "pass",
  },
  { name: "no case has a verdict", rules: { casePassRate: 0 }, cases: { a: ["E"] }, verdict: "incomplete" },

  { name: "mean score", rules: { meanScore: 0.75 }, cases: { a: ["PF"], b: ["PP"] }, verdict: "pass" },
  { name: "mean score below", rules: { meanScore: 0.8 }, cases: { a: ["PF"], b: ["PP"] }, verdict: "fail" },
  {
    name: "mean score with a missing one",
    rules: { meanScore: 0.7 },
    cases: { a: ["PF"], b: ["PE"] },
    verdict: "incomplete",
  },
  { name: "mean score of nothing", rules: { meanScore: 0 }, cases: { a: ["U"] }, verdict: "incomplete" },

  {
    name: "cost within",
    rules: { maxCostUsd: 0.3 },
    cases: trialRecords({ a: ["PPF"] }, { cost_usd: 0.1 }),
    verdict: "pass",
  },
  {
    name: "cost above",
    rules: { maxCostUsd: 0.29 },
    cases: trialRecords({ a: ["PPF"] }, { cost_usd: 0.1 }),
    verdict: "fail",
  },
  {
    name: "cost unknown",
    rules: { maxCostUsd: 9 },
    cases: trialRecords({ a: ["P"] }, { cost_usd: null }),
    verdict: "incomplete",
  },
  {
    name: "cost unknown but above already",
    rules: { maxCostUsd: 0.05 },
    cases: [...trialRecords({ a: ["P"] }, { cost_usd: null }), ...trialRecords({ b: ["P"] }, { cost_usd: 0.1 })],
    verdict: "fail",
  },
  {
    name: "cost with a missing answer",
    rules: { maxCostUsd: 0.15 },
    cases: [...trialRecords({ a: ["P"] }, { cost_usd: 0.1 }), ...trialRecords({ b: ["E"] })],
    verdict: "incomplete",
  },
  {
    name: "cost with room for it",
    rules: { maxCostUsd: 0.2 },
    cases: [...trialRecords({ a: ["P"] }, { cost_usd: 0.1 }), ...trialRecords({ b: ["E"] })],
    verdict: "pass",
  },
  {
    name: "no answer costs nothing and proves nothing",
    rules: { maxCostUsd: 1 },
    cases: { a: ["E"] },
    verdict: "incomplete",
  },
  {
    name: "cost a trial",
    rules: { maxCostPerTrialUsd: 0.1 },
    cases: trialRecords({ a: ["PPF"] }, { cost_usd: 0.1 }),
    verdict: "pass",
  },
  {
    name: "cost a trial above",
    rules: { maxCostPerTrialUsd: 0.09 },
    cases: trialRecords({ a: ["PPF"] }, { cost_usd: 0.1 }),
    verdict: "fail",
  },

  { name: "p95 within", rules: { maxP95LatencyMs: 900 }, cases: sameCases(20, ["P"]), verdict: "pass" },
  { name: "p95 above", rules: { maxP95LatencyMs: 800 }, cases: sameCases(20, ["P"]), verdict: "fail" },
  {
    name: "p95, one of 20 missing",
    rules: { maxP95LatencyMs: 900 },
    cases: { ...sameCases(19, ["P"]), e: ["E"] },
    verdict: "pass",
  },
  {
    name: "p95, two of 20 missing",
    rules: { maxP95LatencyMs: 900 },
    cases: { ...sameCases(18, ["P"]), e: ["EE"] },
    verdict: "incomplete",
  },
  { name: "p95 of nothing", rules: { maxP95LatencyMs: 900 }, cases: { a: ["E"] }, verdict: "incomplete" },

  {
    name: "only the named arms",
    rules: { passRate: 1, arms: ["simple/v1"] },
    cases: { a: ["P", "F"] },
    verdict: "pass",
  },
  {
    name: "an arm that is not there",
    rules: { passRate: 0, arms: ["simple/v1", "gone/v9"] },
    cases: { a: ["P"] },
    verdict: "incomplete",
  },
  {
    name: "a gate of rules without a rule asks for all",
    rules: { note: "later" },
    cases: { a: ["P"], b: ["F"] },
    verdict: "fail",
  },
  { name: "the worst rule counts", rules: { passRate: 0.5, casePassRate: 0.9 }, cases: nineOfTen, verdict: "fail" },
];

test.each(rows)("$name: $verdict", async ({ rules, cases, verdict }) => {
  const head = await summarize(cases, { gate: gateOf(rules) });
  expect(head.gate.rules.map((rule) => rule.reason).join("; ")).not.toMatch(/NaN|undefined|null|Infinity/);
  expect(head.gate.verdict).toBe(verdict);
});

test("by_tag looks at the tag's own cases, and a tag without cases never passes", async () => {
  const records = [
    ...trialRecords({ a: ["P"], b: ["P"] }, { tags: ["en"] }),
    ...trialRecords({ c: ["F"], d: ["P"] }, { tags: ["ja"] }),
  ];
  const gate = gateOf({ byTag: { en: { passRate: 1 }, ja: { passRate: 0.9 }, fr: { passRate: 0 } } });
  const { rules } = (await summarize(records, { gate })).gate;
  expect(rules.map(({ tag, verdict }) => [tag, verdict])).toEqual([
    ["en", "pass"],
    ["ja", "fail"],
    ["fr", "incomplete"],
  ]);
});

test("`none` gives no verdict; it is green only if something was tested", async () => {
  const head = await summarize({ a: ["F"] }, { gate: { kind: "none" } });
  expect(head).toMatchObject({ verdict: "pass", gate: { verdict: null, rules: [] } });
  expect((await summarize({ a: ["E"] }, { gate: { kind: "none" } })).verdict).toBe("incomplete");
});

test("a rule's record says what was asked and found", async () => {
  const head = await summarize(sixOfTen, { gate: gateOf({ passRate: 0.8, confidence: 0.95, note: "agreed" }) });
  expect(head.gate.note).toBe("agreed");
  expect(head.gate.rules[0]).toMatchObject({ rule: "pass_rate", arm: "simple/v1", tag: null, limit: 0.8, value: 0.6 });
  // Clopper–Pearson, one-sided 95 %: scipy beta.ppf(.05, 6, 5), beta.ppf(.95, 7, 4)
  expect(head.gate.rules[0]?.low).toBeCloseTo(0.30354, 5);
  expect(head.gate.rules[0]?.high).toBeCloseTo(0.84997, 5);
});

test("Holm: a miss that is proven alone is not proven among ten", async () => {
  const tags = Array.from({ length: 10 }, (_, i) => `t${i}`);
  // 7 of 10 for one tag: P(X ≤ 7 | 10, .93) = .026
  const good = tags.slice(1).flatMap((tag) => trialRecords(sameCases(10, ["P"], tag), { tags: [tag] }));
  const weak = trialRecords({ ...sameCases(7, ["P"], "w"), ...sameCases(3, ["F"], "f") }, { tags: ["t0"] });
  const ruleOf = async (named: readonly string[]): Promise<RuleRecord | undefined> => {
    const byTag = Object.fromEntries(named.map((tag) => [tag, { passRate: 0.93 }]));
    const head = await summarize([...weak, ...good], { gate: gateOf({ byTag, confidence: 0.95 }) });
    return head.gate.rules[0];
  };
  expect((await ruleOf(["t0"]))?.verdict).toBe("fail");
  expect((await ruleOf(tags))?.verdict).toBe("inconclusive");
});

describe("how the run went", () => {
  const state = { interrupted: false, overBudget: false, pending: false };
  test.each([
    { name: "interrupted", cases: { a: ["F"], b: ["S"] }, set: { interrupted: true }, verdict: "interrupted" },
    { name: "interrupted after this suite", cases: { a: ["P"] }, set: { interrupted: true }, verdict: "pass" },
    { name: "over budget", cases: { a: ["P"], b: ["S"] }, set: { overBudget: true }, verdict: "over_budget" },
    {
      name: "over budget, a failure proven",
      cases: { a: ["F"], b: ["S"] },
      set: { overBudget: true },
      verdict: "fail",
    },
    { name: "batch pending", cases: { a: ["P"], b: ["S"] }, set: { pending: true }, verdict: "pending" },
  ])("$name: $verdict", async ({ cases, set, verdict }) => {
    expect((await summarize(cases, { state: { ...state, ...set } })).verdict).toBe(verdict);
  });
});

test.each<[name: string, cases: CaseWords, rules: Partial<PassRateGate>, verdict: string, says: RegExp]>([
  [
    "open above the limit",
    { ...sameCases(19, ["P"]), f: ["F"] },
    { passRate: 0.9, confidence: 0.95 },
    "inconclusive",
    /^95\.0% passed; 20 cases cannot tell whether 90\.0% is reached; about \d+ would$/,
  ],
  [
    "open below it",
    { ...sameCases(8, ["P"]), ...sameCases(2, ["F"], "f") },
    { passRate: 0.9, confidence: 0.95 },
    "inconclusive",
    /^80\.0% passed; 10 cases cannot tell whether 90\.0% is reached; about \d+ would$/,
  ],
  [
    "at the limit itself",
    nineOfTen,
    { passRate: 0.9, confidence: 0.95 },
    "inconclusive",
    /^90\.0% passed; 10 cases cannot tell whether 90\.0% is reached: that is the limit itself$/,
  ],
  [
    "missed",
    sixOfTen,
    { passRate: 0.95, confidence: 0.95 },
    "fail",
    /^60\.0% passed; proven to miss 95\.0% at 95\.0% confidence$/,
  ],
  [
    "hanging on answers that are missing",
    { ...sameCases(60, ["P"]), ...sameCases(5, ["E"], "e") },
    { passRate: 0.95, confidence: 0.95 },
    "incomplete",
    /^100% passed; whether it reaches 95\.0% at 95\.0% confidence depends on missing answers$/,
  ],
])("issue 20: a rule on a rate says first and in short what it is: %s", async (...[, cases, rules, verdict, says]) => {
  const { gate } = await summarize(cases, { gate: gateOf(rules) });
  const { reason = "", verdict: found } = gate.rules[0] ?? {};
  expect([found, reasonInShort(reason)]).toEqual([verdict, expect.stringMatching(says)]);
  expect(reason).toMatch(/In figures: .*the true rate is at least .*, each with 95\.0% confidence/);
});
