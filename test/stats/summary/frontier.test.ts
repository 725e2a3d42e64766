import { describe, expect, test } from "vitest";
import { frontier, type PricedArm } from "../../../src/stats/summary/frontier.ts";
import { comparison } from "../../helpers/report-fixtures.ts";
import { sameCases, summarize, trialRecords } from "../../helpers/suite-outcomes.ts";

const arm = (name: string, costUsd: number | null, passRate: number | null): PricedArm => ({
  arm: name,
  costUsd,
  passRate,
});
const pair = (baseline: string, candidate: string, low: number, high: number) =>
  comparison({
    baseline,
    candidate,
    verdict: "inconclusive",
    difference: { value: 0, low, high, level: 0.95, method: "tango" },
  });

describe("the frontier of cost and quality", () => {
  test("a dearer arm that is proven to pass less is dominated, cheapest first", () => {
    const better = { ...pair("opus", "haiku", 0.01, 0.06), verdict: "better" as const };
    const found = frontier([arm("opus", 0.06, 0.9), arm("haiku", 0.01, 0.92)], [better], 0.05);
    expect(found?.arms).toEqual([
      { arm: "haiku", cost_usd: 0.01, pass_rate: 0.92, dominated_by: null },
      { arm: "opus", cost_usd: 0.06, pass_rate: 0.9, dominated_by: { arm: "haiku", shown: true } },
    ]);
  });
  test("not worse by the margin is not yet dominated: the other may be a little better", () => {
    const open = { ...pair("opus", "haiku", -0.03, 0.06), verdict: "not_worse" as const };
    const found = frontier([arm("opus", 0.06, 0.9), arm("haiku", 0.01, 0.92)], [open], 0.05);
    expect(found?.arms[1]?.dominated_by).toEqual({ arm: "haiku", shown: false });
    expect(found?.sentences).toEqual(["haiku is not worse than opus by 5.0 points or more, and 6× cheaper"]);
  });
  test("the same the other way round", () => {
    const found = frontier(
      [arm("haiku", 0.01, 0.92), arm("opus", 0.06, 0.9)],
      [pair("haiku", "opus", -0.06, 0.03)],
      0.05,
    );
    expect(found?.sentences).toEqual(["haiku is not worse than opus by 5.0 points or more, and 6× cheaper"]);
  });
  test("what the interval leaves open is dominated only as measured, and said to be open", () => {
    const found = frontier(
      [arm("haiku", 0.01, 0.92), arm("opus", 0.06, 0.9)],
      [pair("haiku", "opus", -0.1, 0.08)],
      0.05,
    );
    expect(found?.arms[1]?.dominated_by).toEqual({ arm: "haiku", shown: false });
    expect(found?.sentences).toEqual([
      "haiku is 6× cheaper than opus; whether it is worse by 5.0 points or more is open: 92.0% against 90.0%",
    ]);
  });
  test("cheaper and proven worse is on the frontier, and said to be worse", () => {
    const worse = { ...pair("opus", "haiku", -0.3, -0.1), verdict: "worse" as const };
    const found = frontier([arm("haiku", 0.01, 0.7), arm("opus", 0.06, 0.9)], [worse], 0.05);
    expect(found?.arms.map(({ dominated_by: by }) => by)).toEqual([null, null]);
    expect(found?.sentences).toEqual(["haiku is 6× cheaper than opus, and worse: 70.0% against 90.0%"]);
  });
  test("arms that were not compared are dominated as measured only; equal costs are no trade", () => {
    expect(frontier([arm("a", 0.01, 0.9), arm("b", 0.02, 0.8)], [], 0.05)?.arms[1]?.dominated_by?.shown).toBe(false);
    expect(frontier([arm("a", 0.01, 0.9), arm("b", 0.01, 0.9)], [pair("a", "b", 0, 0)], 0.05)?.sentences).toEqual([]);
  });
  test.each([
    [[arm("a", 0.01, 0.9)]],
    [[arm("a", null, 0.9), arm("b", 0.1, 0.8)]],
    [[arm("a", 0.1, null), arm("b", 0.1, 0.8)]],
  ])("fewer than two arms of known cost and rate: none", (arms) => {
    expect(frontier(arms, [], 0.05)).toBeNull();
  });
  test("a suite of two arms has one", async () => {
    const records = trialRecords(sameCases(80, ["P", "P"])).map((record) => ({
      ...record,
      cost_usd: record.arm === "simple/v1" ? 0.06 : 0.01,
    }));
    expect((await summarize(records)).insights?.frontier?.sentences).toEqual([
      "simple/v2 is not worse than simple/v1 by 5.0 points or more, and 6× cheaper",
    ]);
  });
});
