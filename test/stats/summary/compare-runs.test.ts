import { describe, expect, test } from "vitest";
import type { TrialRecord } from "../../../src/domain/formats/records.ts";
import { baselineArms } from "../../../src/stats/baseline/baseline-arms.ts";
import { collectCases, type HashedTrial } from "../../../src/stats/baseline/collect-cases.ts";
import { type AssembledCase, assembleCases } from "../../../src/stats/summary/assemble-cases.ts";
import { settleComparisons } from "../../../src/stats/paired/compare.ts";
import { compareRuns } from "../../../src/stats/summary/compare-runs.ts";
import type { BaselineArm } from "../../../src/stats/evidence.ts";
import { ARMS, sameCases, streamOf, trialRecords } from "../../helpers/suite-outcomes.ts";

const [FIRST = "", SECOND = ""] = ARMS;

async function armsOf(records: readonly TrialRecord[], ids: readonly string[] = [FIRST]): Promise<BaselineArm[]> {
  async function* hashed(): AsyncIterable<HashedTrial> {
    for (const record of records) yield { record, hashes: null };
  }
  return baselineArms(ids, (await collectCases(hashed(), ids)).cases);
}

const casesOf = (records: readonly TrialRecord[], ids: readonly string[] = [FIRST]): AsyncIterable<AssembledCase> =>
  assembleCases(streamOf(records), ids);

describe("two runs compared", () => {
  const priced = (records: readonly TrialRecord[], costUsd: number): TrialRecord[] =>
    records.map((record, i) => ({ ...record, cost_usd: costUsd + (i % 3) * 0.01 }));
  test("cases, costs, latencies and tokens pair by case id, in any order", async () => {
    const before = priced(trialRecords({ ...sameCases(30, ["P"]), gone: ["P"] }).toReversed(), 0.1);
    const after = priced(
      trialRecords({ ...sameCases(20, ["P"]), ...Object.fromEntries(Object.entries(sameCases(30, ["F"])).slice(20)) }),
      0.2,
    );
    const setup = { armIds: [FIRST], runPairs: [], baselineArms: await armsOf(before), explicitArms: {} };
    const compared = await compareRuns(setup, casesOf(after), { margin: null });
    const side = compared.status === "compared" ? compared.sides[0] : undefined;
    const [comparison] = settleComparisons(side === undefined ? [] : [side.draft]);
    expect(comparison).toMatchObject({
      cases: 30,
      only_baseline_passes: 10,
      verdict: "worse",
      unpaired: { baseline: ["gone"] },
    });
    expect(side?.measures.map(({ measure, cases }) => [measure, cases])).toEqual([
      ["costUsd", 30],
      ["latencyMs", 30],
      ["outputTokens", 30],
    ]);
    const cost = side?.measures[0];
    expect(cost?.difference).toBeCloseTo(0.1, 2);
    expect(cost?.low).toBeLessThan(0.1);
    expect(cost?.high).toBeGreaterThan(0.1);
  });
  test("graded scores are a measure of their own, with bounds that hold for any distribution", async () => {
    const graded = (records: readonly TrialRecord[], score: number): TrialRecord[] =>
      records.map((record, i) => ({ ...record, score: score - (i % 4) * 0.05 }));
    const all = trialRecords(sameCases(60, ["P"]));
    const setup = {
      armIds: [FIRST],
      runPairs: [],
      baselineArms: await armsOf(graded(all, 0.95)),
      explicitArms: {},
      keepsScores: true,
    };
    const measureOf = async (after: readonly TrialRecord[]) => {
      const compared = await compareRuns(setup, casesOf(after), { margin: null });
      return compared.status === "compared" ? compared.sides[0]?.measures.find((one) => one.measure === "score") : null;
    };
    const lower = await measureOf(graded(all, 0.6));
    expect(lower).toMatchObject({ cases: 60, level: 0.95 });
    expect(lower?.baseline).toBeCloseTo(0.875, 9);
    expect(lower?.candidate).toBeCloseTo(0.525, 9);
    expect(lower?.high).toBeLessThan(0);
    expect(lower?.low).toBeGreaterThan(-0.6);
    expect((await measureOf(graded(all, 0.95)))?.difference).toBe(0);
  });
  test("where scores say no more than passes do, they are not listed", async () => {
    const all = trialRecords(sameCases(10, ["P"])).map((record) => ({ ...record, score: 1 }));
    const setup = {
      armIds: [FIRST],
      runPairs: [],
      baselineArms: await armsOf(all),
      explicitArms: {},
      keepsScores: true,
    };
    const compared = await compareRuns(setup, casesOf(all), { margin: null });
    const measures = compared.status === "compared" ? compared.sides[0]?.measures : [];
    expect(measures?.map(({ measure }) => measure)).not.toContain("score");
  });
  test("two arms of one run", async () => {
    const setup = { armIds: ARMS, runPairs: [{ baseline: 1, candidate: 0 }], baselineArms: [], explicitArms: {} };
    const compared = await compareRuns(setup, casesOf(trialRecords(sameCases(6, ["P", "F"])), ARMS), {
      margin: null,
    });
    const drafts = compared.status === "compared" ? compared.sides.map(({ draft }) => draft) : [];
    expect(settleComparisons(drafts)).toMatchObject([{ baseline: SECOND, candidate: FIRST, verdict: "better" }]);
  });
  test("arms that do not pair", async () => {
    const setup = { armIds: [FIRST], runPairs: [], baselineArms: await armsOf([], ["x/1", "y/1"]), explicitArms: {} };
    expect((await compareRuns(setup, casesOf([]), { margin: null })).status).toBe("unclear");
  });
});
