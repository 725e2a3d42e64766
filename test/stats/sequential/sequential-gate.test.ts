import { describe, expect, test } from "vitest";
import type { RuleRecord } from "../../../src/domain/formats/records.ts";
import type { Gate } from "../../../src/domain/suite.ts";
import { SequentialGate, testedRules } from "../../../src/stats/sequential/sequential-gate.ts";
import { assembleCases } from "../../../src/stats/summary/assemble-cases.ts";
import { summarizeSuite } from "../../../src/stats/summary/summarize-suite.ts";
import {
  ARMS,
  type CaseWords,
  gateOf,
  sameCases,
  streamOf,
  suiteFacts,
  trialRecords,
} from "../../helpers/suite-outcomes.ts";

/** Feeds finished cases until the gate is decided, then sums up what ran, the rest left out. */
async function run(gate: Gate, cases: CaseWords, tags: string[] = [], looks: number | null = null) {
  const arms = Object.values(cases)[0]?.length ?? 1;
  const records = trialRecords(cases, { tags });
  const all = Object.keys(cases).length;
  const facts = suiteFacts(arms, { gate });
  const quota = { all, byTag: new Map(tags.map((tag) => [tag, all])) };
  const watch = new SequentialGate(facts, quota, { looks, tests: testedRules(facts) });
  const ran = new Set<string>();
  for await (const assembled of assembleCases(streamOf(records), ARMS.slice(0, arms))) {
    ran.add(assembled.id);
    if (watch.update(assembled) === "decided") break;
  }
  const trials = records.map((record) =>
    ran.has(record.case)
      ? record
      : { ...record, status: "skipped" as const, status_reason: "decided", verdict: null, score: null },
  );
  const head = await summarizeSuite({ ...facts, sequentialRules: watch.records() }, streamOf(trials));
  return { ran: ran.size, verdict: head.verdict, rules: head.gate.rules };
}

const verdicts = (rules: readonly RuleRecord[]): string[] => rules.map((rule) => rule.verdict);

describe("what stops a run", () => {
  test("the default gate: its first failure; the other arm has not passed by that", async () => {
    const result = await run(
      { kind: "default" },
      { ...sameCases(3, ["P", "P"]), f: ["P", "F"], ...sameCases(9, ["P", "P"], "z") },
    );
    expect(result.ran).toBe(4);
    expect(result.verdict).toBe("fail");
    expect(verdicts(result.rules)).toEqual(["incomplete", "fail"]);
  });
  test("the default gate passes only by running everything", async () => {
    const result = await run({ kind: "default" }, sameCases(20, ["P", "P"]));
    expect(result).toMatchObject({ ran: 20, verdict: "pass" });
  });
  test("a confident pass rate, as soon as it is proven", async () => {
    const result = await run(gateOf({ passRate: 0.8, confidence: 0.95 }), sameCases(200, ["P"]));
    expect(result.verdict).toBe("pass");
    expect(result.ran).toBeLessThan(40);
    expect(result.rules[0]).toMatchObject({ value: 1, low: null, high: null });
  });
  test("a confident pass rate that stays open", async () => {
    const result = await run(gateOf({ passRate: 0.95, confidence: 0.95 }), sameCases(20, ["P"]));
    expect(result).toMatchObject({ ran: 20, verdict: "inconclusive" });
  });
  test("a plain pass rate, once the rest cannot turn it", async () => {
    expect(await run(gateOf({ passRate: 0.9 }), sameCases(100, ["F"]))).toMatchObject({ ran: 11, verdict: "fail" });
    expect(await run(gateOf({ passRate: 0.9 }), sameCases(100, ["P"]))).toMatchObject({ ran: 90, verdict: "pass" });
  });
  test("by tag", async () => {
    const gate = gateOf({ byTag: { ja: { passRate: 0.5 } } });
    expect(await run(gate, sameCases(10, ["P"]), ["ja"])).toMatchObject({ ran: 5, verdict: "pass" });
  });
  test("a case below its own limit", async () => {
    expect(await run(gateOf({ casePassRate: 0.6 }), { a: ["PPF"], b: ["PFF"], c: ["PPP"] })).toMatchObject({
      ran: 2,
      verdict: "fail",
    });
  });
  test("an arm that is worse, and one that is not", async () => {
    const notWorseThan = {
      baseline: null,
      arm: "simple/v1",
      on: "pass_rate" as const,
      margin: 0.1,
      alpha: 0.05,
      minPaired: 0.9,
      arms: {},
    };
    const worse = await run(gateOf({ notWorseThan }), sameCases(200, ["P", "F"]));
    expect(worse.verdict).toBe("fail");
    expect(worse.ran).toBeLessThan(10);
    const same = await run(gateOf({ notWorseThan }), sameCases(200, ["P", "P"]));
    expect(same.verdict).toBe("pass");
    expect(same.ran).toBeLessThan(80);
    expect(same.rules.map((rule) => rule.arm)).toEqual(["simple/v2"]);
  });
  test("rules that need the whole suite keep it going", async () => {
    const gate = gateOf({ passRate: 0.5, confidence: 0.95, maxCostUsd: 10 });
    expect(await run(gate, sameCases(50, ["P"]))).toMatchObject({ ran: 50, verdict: "pass" });
  });
  test("a judge's own rule needs the whole suite: it is ruled on at its end, as without --sequential", async () => {
    const byJudge = { tone: { passRate: 0.5, confidence: null } };
    expect(await run(gateOf({ byJudge }), sameCases(50, ["F"]))).toMatchObject({ ran: 50 });
    expect(await run(gateOf({ byJudge, passRate: 0.9 }), sameCases(50, ["F"]))).toMatchObject({ ran: 50 });
  });
  test("a gate without a verdict never stops", async () => {
    expect(await run({ kind: "none" }, sameCases(5, ["F"]))).toMatchObject({ ran: 5, verdict: "pass" });
  });
  test("missing answers leave it incomplete", async () => {
    expect(
      await run(gateOf({ passRate: 0.8, confidence: 0.95 }), { ...sameCases(12, ["P"]), ...sameCases(12, ["E"], "e") }),
    ).toMatchObject({
      verdict: "incomplete",
    });
  });
});

describe("looks fixed in advance", () => {
  const notWorseThan = {
    baseline: null,
    arm: "simple/v1",
    on: "pass_rate" as const,
    margin: 0.1,
    alpha: 0.05,
    minPaired: 0.9,
    arms: {},
  };
  const gate = gateOf({ notWorseThan });

  test("decide at looks only: a fifth, two fifths, … of the cases", async () => {
    const worse = await run(gate, sameCases(100, ["P", "F"]), [], 5);
    expect(worse).toMatchObject({ ran: 20, verdict: "fail" });
    const same = await run(gate, sameCases(100, ["P", "P"]), [], 5);
    expect(same).toMatchObject({ ran: 60, verdict: "pass" });
    expect(same.rules[0]?.reason).toMatch(
      /at look 3 of 5 \(looks at 20, 40, 60, 80, 100 cases\): proven, one-sided at the 0\.011/,
    );
  });
  test("one look is the gate of fixed size", async () => {
    const five = { ...sameCases(40, ["P", "P"]), ...sameCases(5, ["P", "F"], "z") };
    expect(await run(gate, five, [], 1)).toMatchObject({ ran: 45, verdict: "fail" });
    const four = { ...sameCases(40, ["P", "P"]), ...sameCases(4, ["P", "F"], "z") };
    expect(await run(gate, four, [], 1)).toMatchObject({ ran: 44, verdict: "inconclusive" });
  });
  test("a stop between looks decides nothing, whatever is seen by then", async () => {
    const facts = suiteFacts(2, { gate });
    const watch = new SequentialGate(facts, { all: 100, byTag: new Map() }, { looks: 5, tests: 1 });
    const records = trialRecords({ ...sameCases(20, ["P", "P"]), ...sameCases(15, ["P", "F"], "z") });
    for await (const assembled of assembleCases(streamOf(records), ARMS.slice(0, 2))) watch.update(assembled);
    expect(watch.isDecided).toBe(false);
    expect(watch.records()[0]).toMatchObject({ verdict: "incomplete" });
    expect(watch.records()[0]?.reason).toContain("the run stopped between looks, which decides nothing");
  });
  test("a stop before the first look tells nothing at all", async () => {
    const watch = new SequentialGate(suiteFacts(2, { gate }), { all: 100, byTag: new Map() }, { looks: 5, tests: 1 });
    expect(watch.records()[0]).toMatchObject({ verdict: "incomplete", value: null });
  });
  test("cases that the suite skips are no part of a look", async () => {
    const skipped = sameCases(30, ["x", "x"], "a");
    expect(await run(gate, { ...skipped, ...sameCases(100, ["P", "F"]) }, [], 5)).toMatchObject({ verdict: "fail" });
  });
  test("rates and scores with confidence, by tag too", async () => {
    const rates = gateOf({ passRate: 0.8, confidence: 0.95 });
    expect(await run(rates, sameCases(100, ["P"]), [], 5)).toMatchObject({ ran: 40, verdict: "pass" });
    const scores = gateOf({ meanScore: 0.8, confidence: 0.95 });
    expect(await run(scores, sameCases(100, ["F"]), [], 5)).toMatchObject({ ran: 20, verdict: "fail" });
    const tagged = gateOf({ byTag: { ja: { passRate: 0.8 } }, confidence: 0.95 });
    expect(await run(tagged, sameCases(100, ["P"]), ["ja"], 5)).toMatchObject({ ran: 40, verdict: "pass" });
  });
  test("a bet on a mean score is as good as one on a rate", async () => {
    const scores = gateOf({ meanScore: 0.8, confidence: 0.95 });
    const result = await run(scores, sameCases(200, ["P"]));
    expect(result.verdict).toBe("pass");
    expect(result.ran).toBeLessThan(40);
  });
  test("missing answers leave it incomplete", async () => {
    const cases = { ...sameCases(30, ["P", "P"]), ...sameCases(3, ["P", "E"], "e") };
    expect(await run(gateOf({ notWorseThan: { ...notWorseThan, minPaired: 0.5 } }), cases, [], 5)).toMatchObject({
      ran: 33,
      verdict: "incomplete",
    });
  });
});
