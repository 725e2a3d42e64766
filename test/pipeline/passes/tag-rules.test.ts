import { expect, test } from "vitest";
import type { Gate, PassRateGate } from "../../../src/domain/suite.ts";
import { tagRules } from "../../../src/pipeline/passes/tag-rules.ts";
import { gateOf, summarize } from "../../helpers/suite-outcomes.ts";

const JA = { byTag: { "lang=ja": { passRate: 0.5 } } };

/** The gate of a run of `cases`, whose tags are `tags`, and the codes and severities of what is told. */
function rulesOf(gate: Gate, tags: readonly string[], cases: readonly string[]): ReturnType<typeof tagRules> {
  const byTag = new Map(tags.map((tag) => [tag, 1]));
  return tagRules(
    { placeOf: (pointer, at) => ({ kind: "node", file: "/s.yaml", pointer, at }), gate },
    { all: 2, byTag, units: new Map(), seen: new Set(tags) },
    { cases, tags: [] },
  );
}

test.each<Partial<PassRateGate>>([
  { passRate: 0.9 },
  { byJudge: { tone: { passRate: 0.9, confidence: null } } },
  { maxCostUsd: 1 },
])("under a selection a rule whose tag is gone is left out beside others: %o", (other) => {
  const { gate, problems } = rulesOf(gateOf({ ...JA, ...other }), [], ["a"]);
  expect(gate).toMatchObject({ ...other, byTag: {} });
  expect(problems).toMatchObject([{ severity: "warning", message: expect.stringContaining("left out") as string }]);
});

test("if no rule is left, the gate is untested: not that every trial must pass, and not green", async () => {
  const { gate, problems } = rulesOf(gateOf(JA), [], ["a"]);
  expect(problems).toMatchObject([{ severity: "warning", message: expect.stringContaining("untested") as string }]);
  for (const cases of [{ a: ["F"] }, { a: ["P"] }]) {
    const head = await summarize(cases, { gate });
    expect(head).toMatchObject({ verdict: "incomplete", gate: { rules: [{ rule: "by_tag", tag: "lang=ja" }] } });
  }
});

test("without a selection it is an error", () => {
  expect(rulesOf(gateOf(JA), [], []).problems).toMatchObject([{ severity: "error", code: "untested-tag" }]);
  expect(rulesOf(gateOf(JA), ["lang=ja"], []).problems).toEqual([]);
});
