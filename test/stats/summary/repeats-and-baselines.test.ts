import { describe, expect, test } from "vitest";
import type { TrialRecord } from "../../../src/domain/records.ts";
import { collectBaseline } from "../../../src/stats/summary/collect-baseline.ts";
import { compareRuns } from "../../../src/stats/summary/compare-runs.ts";
import { ARMS, sameCases, streamOf, summarize, trialRecords } from "../../helpers/suite-outcomes.ts";

const [FIRST = "", SECOND = ""] = ARMS;

describe("repeats", () => {
  const repeatsOf = async (cases: Parameters<typeof summarize>[0]) => (await summarize(cases)).insights?.repeats;
  test("tau-bench's published run: pass^k .420 .2733 .220 .200, pass@k .42 .5667 .66 .72", async () => {
    const words = ["FFFF", "FFFP", "FFPP", "FPPP", "PPPP"];
    const cases = [14, 12, 10, 4, 10].reduce(
      (all, count, passes) => ({ ...all, ...sameCases(count, [words[passes] ?? ""], `p${passes}-`) }),
      {},
    );
    const { estimates = [], flaky = [], flaky_total: total } = (await repeatsOf(cases)) ?? {};
    expect(estimates.map(({ all_pass: all }) => Number(all.toFixed(4)))).toEqual([0.42, 0.2733, 0.22, 0.2]);
    expect(estimates.map(({ any_passes: any }) => Number(any.toFixed(4)))).toEqual([0.42, 0.5667, 0.66, 0.72]);
    expect([flaky.length, total]).toEqual([26, 12 + 10 + 4]);
    expect(flaky[0]).toEqual({ case: "p1-1", arm: FIRST, passed: 1, failed: 3 });
  });
  test("cases with fewer decided trials than k are left out of pass^k", async () => {
    expect((await repeatsOf({ a: ["PP"], b: ["FE"] }))?.estimates).toEqual([
      { arm: FIRST, k: 1, cases: 2, any_passes: 0.5, all_pass: 0.5 },
      { arm: FIRST, k: 2, cases: 1, any_passes: 1, all_pass: 1 },
    ]);
  });
  test("a million flaky cases are counted, the first hundred named", async () => {
    const repeats = await repeatsOf(sameCases(150, ["PF"]));
    expect([repeats?.flaky.length, repeats?.flaky_total]).toEqual([100, 150]);
  });
  test("many trials a case: k to ten, and the most there are", async () => {
    const repeats = await repeatsOf({ a: ["P".repeat(30)] });
    expect(repeats?.estimates.map(({ k }) => k)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 30]);
  });
  test.each([
    ["nothing decided", trialRecords({ a: ["EU"] })],
    ["nothing repeated", trialRecords({ a: ["P"], b: ["F"] })],
    ["only in quarantine", [...trialRecords({ a: ["P"] }), ...trialRecords({ b: ["PF"] }, { quarantined: true })]],
  ])("%s: nothing to tell", async (_, records) => {
    expect(await repeatsOf(records)).toBeUndefined();
  });
});

test.each([
  [
    sameCases(20, ["P"]),
    "20 of 20 passed: the true rate may still be 83.9%; 59 clean cases show that fewer than 5.0% fail",
  ],
  [sameCases(60, ["P"]), "60 of 60 passed: the true rate may still be 94.0%"],
  [sameCases(5, ["F"]), "0 of 5 passed: the true rate may still be 43.4%"],
  [{ a: ["P"], b: ["F"] }, undefined],
  [{ a: ["E"] }, undefined],
])("a rate that says less than it seems to is put into words", async (cases, sentence) => {
  expect((await summarize(cases)).insights?.rates?.[0]?.sentence).toBe(sentence);
});

describe("baselines", () => {
  test("are sorted by case, without what was not decided or is quarantined", async () => {
    const records = [
      ...trialRecords({ zebra: ["PPF"], apple: ["P"], none: ["E"] }),
      ...trialRecords({ odd: ["P"] }, { quarantined: true }),
    ];
    const [arm] = await collectBaseline([streamOf(records)], [FIRST]);
    expect(arm).toMatchObject({ id: FIRST, caseIds: ["apple", "zebra"], passed: [1, 2], failed: [0, 1] });
    expect(arm?.costPerTrialUsd).toBeCloseTo(0.000602, 12);
    expect(arm?.means?.latencyMs).toEqual([842.25, 842.25]);
  });
  test("pool runs instead of keeping the best", async () => {
    const runs = [{ a: ["P"], b: ["P"] }, { b: ["F"], a: ["P"] }, { b: ["P"] }].map((cases) =>
      streamOf(trialRecords(cases)),
    );
    expect(await collectBaseline(runs, [FIRST])).toMatchObject([
      { caseIds: ["a", "b"], passed: [2, 2], failed: [0, 1] },
    ]);
  });
  test("an unknown price stays unknown", async () => {
    const records = [...trialRecords({ a: ["P"] }), ...trialRecords({ b: ["P"] }, { cost_usd: null })];
    const [arm] = await collectBaseline([streamOf(records)], [FIRST]);
    expect(arm).toMatchObject({ costPerTrialUsd: null, means: { costUsd: [0.000602, null] } });
  });
});

describe("two runs compared", () => {
  const priced = (records: readonly TrialRecord[], costUsd: number): TrialRecord[] =>
    records.map((record, i) => ({ ...record, cost_usd: costUsd + (i % 3) * 0.01 }));
  test("cases, costs, latencies and tokens pair by case id, in any order", async () => {
    const before = priced(trialRecords({ ...sameCases(30, ["P"]), gone: ["P"] }).toReversed(), 0.1);
    const after = priced(
      trialRecords({ ...sameCases(20, ["P"]), ...Object.fromEntries(Object.entries(sameCases(30, ["F"])).slice(20)) }),
      0.2,
    );
    const baselineArms = await collectBaseline([streamOf(before)], [FIRST]);
    const setup = { armIds: [FIRST], runPairs: [], baselineArms, explicitArms: {} };
    const compared = await compareRuns(setup, streamOf(after), { seed: 0 });
    const side = compared.status === "compared" ? compared.sides[0] : undefined;
    expect(side?.comparison).toMatchObject({
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
  test("two arms of one run", async () => {
    const setup = { armIds: ARMS, runPairs: [{ baseline: 1, candidate: 0 }], baselineArms: [], explicitArms: {} };
    const compared = await compareRuns(setup, streamOf(trialRecords(sameCases(6, ["P", "F"]))), { seed: 0 });
    expect(compared).toMatchObject({
      sides: [{ comparison: { baseline: SECOND, candidate: FIRST, verdict: "better" } }],
    });
  });
  test("arms that do not pair", async () => {
    const baselineArms = await collectBaseline([streamOf([])], ["x/1", "y/1"]);
    const compared = await compareRuns(
      { armIds: [FIRST], runPairs: [], baselineArms, explicitArms: {} },
      streamOf([]),
      { seed: 0 },
    );
    expect(compared.status).toBe("unclear");
  });
});
