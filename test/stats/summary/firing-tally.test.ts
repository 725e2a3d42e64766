import { describe, expect, test } from "vitest";
import type { TrialRecord } from "../../../src/domain/formats/records.ts";
import { FiringTally } from "../../../src/stats/summary/firing-tally.ts";
import { erroredTrial, trial } from "../../helpers/report-fixtures.ts";
import { streamOf, suiteFacts } from "../../helpers/suite-outcomes.ts";
import { summarizeSuite } from "../../../src/stats/summary/summarize-suite.ts";

const CALLS = [{ id: "t1", name: "Skill", input: { skill: "triage" } }];

function used(isUsed: boolean): TrialRecord {
  const base = trial();
  return { ...base, turns: base.turns.map((turn) => ({ ...turn, tool_calls: isUsed ? CALLS : [] })) };
}

/** `y`: the skill was used, `n`: it was not, `E`: no answer; a letter a trial. */
function trialsOf(cases: Readonly<Record<string, string>>, tag: string, arm = "simple/v1"): TrialRecord[] {
  return Object.entries(cases).flatMap(([id, letters]) =>
    letters.split("").map((letter, i) => {
      const base = letter === "E" ? erroredTrial() : used(letter === "y");
      return { ...base, case: id, arm, trial: i + 1, tags: [tag] };
    }),
  );
}

const tallied = (trials: readonly TrialRecord[]): FiringTally => {
  const tally = new FiringTally();
  for (const one of trials) tally.add(one);
  return tally;
};

describe("when a skill is used", () => {
  const should = trialsOf({ a: "y", b: "y", c: "y", d: "n" }, "should-fire");
  const shouldNot = trialsOf({ e: "n", f: "n", g: "y" }, "should-not");
  test("precision of those that fired, recall of those that should", () => {
    const summary = tallied([...should, ...shouldNot]).summary();
    expect(summary).toMatchObject({
      tool: "Skill",
      precision: { value: 0.75, n: 4, method: "wilson" },
      recall: { value: 0.75, n: 4, method: "wilson" },
    });
    // Wilson's interval of 3 of 4.
    expect(summary?.recall.low).toBeCloseTo(0.3006, 4);
    expect(summary?.recall.high).toBeCloseTo(0.9544, 4);
  });
  test("in words, with the counts", () => {
    expect(tallied([...should, ...shouldNot]).sentence()).toBe(
      "Skill: precision 75.0% (30.1% to 95.4%), recall 75.0% (30.1% to 95.4%); it fired in 3 of 4 cases that should and in 1 of 3 that should not.",
    );
  });
  test("trials of a case count together, and what has no answer counts not at all", () => {
    const summary = tallied([
      ...trialsOf({ a: "yyn", b: "E" }, "should-fire"),
      ...trialsOf({ c: "nny" }, "should-not"),
    ]).summary();
    expect(summary?.recall).toMatchObject({ value: 2 / 3, n: 1 });
    expect(summary?.precision).toMatchObject({ value: 0.5, n: 2 });
  });
  test("nothing fired: precision is unknown, not 0", () => {
    const tally = tallied(trialsOf({ a: "n" }, "should-fire"));
    expect(tally.summary()).toMatchObject({ precision: { value: null, n: 0 }, recall: { value: 0 } });
    expect(tally.sentence()).toContain("precision unknown");
  });
  test.each([
    ["without these tags", trialsOf({ a: "y" }, "other")],
    ["with both", trialsOf({ a: "y" }, "should-fire").map((one) => ({ ...one, tags: ["should-fire", "should-not"] }))],
    ["without an answer", trialsOf({ a: "E" }, "should-fire")],
  ])("a suite %s says nothing of it", (_, trials) => {
    expect(tallied(trials).summary()).toBeNull();
    expect(tallied(trials).sentence()).toBeNull();
  });
  test("stands at its arm, and among the rates in words", async () => {
    const other = trialsOf({ a: "n", b: "n" }, "should-fire", "simple/v2");
    const both = trialsOf({ a: "y", b: "y" }, "should-fire").flatMap((one, i) => [one, ...other.slice(i, i + 1)]);
    const head = await summarizeSuite(suiteFacts(2), streamOf(both));
    expect(head.arms.map(({ firing }) => firing?.recall.value)).toEqual([1, 0]);
    expect(head.insights?.rates?.filter(({ sentence }) => sentence.startsWith("Skill:")).map(({ arm }) => arm)).toEqual(
      ["simple/v1", "simple/v2"],
    );
  });
});
