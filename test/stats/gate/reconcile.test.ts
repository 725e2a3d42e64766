import { describe, expect, test } from "vitest";
import type { NotWorseThan } from "../../../src/domain/suite.ts";
import { type CaseWords, gateOf, sameCases, summarize } from "../../helpers/suite-outcomes.ts";

const rule: NotWorseThan = {
  baseline: null,
  arm: "simple/v1",
  on: "pass_rate",
  margin: 0.05,
  alpha: 0.05,
  minPaired: 0.9,
  arms: {},
};

async function said(cases: CaseWords, changes: Partial<NotWorseThan> = {}): Promise<readonly string[]> {
  const head = await summarize(cases, { gate: gateOf({ notWorseThan: { ...rule, ...changes } }) });
  const sentences = (head.insights?.rates ?? []).map(({ sentence }) => sentence);
  return sentences.filter((sentence) => sentence.includes("the gate decides"));
}

const counts = (same: number, lost: number, won: number): CaseWords => ({
  ...sameCases(same, ["P", "P"]),
  ...sameCases(lost, ["P", "F"], "lost"),
  ...sameCases(won, ["F", "P"], "won"),
});

describe("gate and comparison of the same cases", () => {
  test("W3: 92/7/1 is red one-sided and open two-sided, and one sentence says why", async () => {
    expect(await said(counts(92, 7, 1))).toEqual([
      "the gate is red and the comparison open of the same cases: the gate asks one-sided whether it is worse, the comparison whether it is worse or better (two-sided p 0.07); the gate decides",
    ]);
  });
  test("a margin of the comparison's own: alpha asks for more than it", async () => {
    expect(await said(counts(60, 0, 0), { alpha: 0.01 })).toEqual([
      "the comparison says not worse and the gate is open of the same cases: the gate asks for more, by its own margin, alpha or looks; the gate decides",
    ]);
  });
  test.each([
    ["both open", counts(30, 2, 1)],
    ["both red", counts(60, 12, 0)],
    ["both green", counts(100, 0, 0)],
  ])("%s: nothing is said", async (_, cases) => {
    expect(await said(cases)).toEqual([]);
  });
});
