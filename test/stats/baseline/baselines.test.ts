import { describe, expect, test } from "vitest";
import type { BaselineFile, CaseHashes, TrialRecord } from "../../../src/domain/formats/records.ts";
import { luckyBaselineSentence } from "../../../src/stats/baseline/baseline-luck.ts";
import { baselineArms } from "../../../src/stats/baseline/baseline-arms.ts";
import { CaseMatcher } from "../../../src/stats/baseline/case-matcher.ts";
import { collectCases, type HashedTrial } from "../../../src/stats/baseline/collect-cases.ts";
import { poolBaselines } from "../../../src/stats/baseline/pool-baselines.ts";
import { ARMS, sameCases, trialRecords } from "../../helpers/suite-outcomes.ts";

const [FIRST = ""] = ARMS;
const WHOLE = { cases: false, arms: false };

async function* hashed(
  records: readonly TrialRecord[],
  hashesOf: (id: string) => CaseHashes | null = (id) => ({ inputs: `i-${id}`, checks: `k-${id}` }),
): AsyncIterable<HashedTrial> {
  for (const record of records) yield { record, hashes: hashesOf(record.case) };
}

async function fileOf(
  run: string,
  records: readonly TrialRecord[],
  overrides: Partial<BaselineFile> = {},
): Promise<BaselineFile> {
  const { cases } = await collectCases(hashed(records), [FIRST]);
  return {
    format: "prompt-run.baseline",
    format_version: 1,
    suite: "triage",
    file: "suites/triage.yaml",
    replies: "live",
    tool_version: "0.1.0",
    price_table: "2026-11-01",
    arms: [{ id: FIRST, model: "m", settings: {}, prompt_text: "hello", served: ["m"], runs: [run] }],
    cases: [...cases],
    ...overrides,
  };
}

describe("a run's cases", () => {
  test("are sorted, without what was not decided or is quarantined", async () => {
    const records = [
      ...trialRecords({ zebra: ["PPF"], apple: ["P"], none: ["E"] }),
      ...trialRecords({ odd: ["P"] }, { quarantined: true }),
    ];
    const { cases, served } = await collectCases(hashed(records), [FIRST]);
    const vars = { message: expect.stringMatching(/^[0-9a-f]{6}$/) as string };
    expect(cases).toEqual([
      { id: "apple", inputs: "i-apple", vars, checks: "k-apple", arms: [result(1, 0)] },
      { id: "zebra", inputs: "i-zebra", vars, checks: "k-zebra", arms: [result(2, 1)] },
    ]);
    expect(served).toEqual([["claude-haiku-5-5"]]);
  });
  test("become columns; an unknown price stays unknown", async () => {
    const records = [...trialRecords({ a: ["P"] }), ...trialRecords({ b: ["PF"] }, { cost_usd: null })];
    const { cases } = await collectCases(hashed(records), [FIRST]);
    expect(baselineArms([FIRST], cases)).toMatchObject([
      { id: FIRST, caseIds: ["a", "b"], passed: [1, 1], failed: [0, 1], costPerTrialUsd: null },
    ]);
    expect(baselineArms([FIRST], cases.slice(0, 1))[0]?.costPerTrialUsd).toBeCloseTo(0.000602, 12);
  });
});

const result = (passed: number, failed: number) => ({
  passed,
  failed,
  score: Number((passed / (passed + failed)).toFixed(6)),
  cost_usd: 0.000602,
  latency_ms: 842.3,
  output_tokens: 38,
});

describe("pooling", () => {
  test("adds runs up instead of keeping the best, and averages what is measured", async () => {
    const first = await fileOf("1", trialRecords({ a: ["PP"], b: ["P"] }));
    const second = await fileOf("2", trialRecords({ a: ["F"], b: ["P"] }, { cost_usd: 0.000902 }));
    const pooled = poolBaselines(first, second, WHOLE);
    expect(pooled).toMatchObject({ status: "pooled", notes: [], file: { arms: [{ runs: ["1", "2"] }] } });
    if (pooled.status !== "pooled") return;
    expect(pooled.file.cases.map(({ arms }) => [arms[0]?.passed, arms[0]?.failed])).toEqual([
      [2, 1],
      [2, 0],
    ]);
    expect(pooled.file.cases[0]?.arms[0]?.cost_usd).toBeCloseTo((2 * 0.000602 + 0.000902) / 3, 12);
  });

  test("averages no costs of two price tables: they are the newer run's, and not known where it has none", async () => {
    const first = await fileOf("1", trialRecords({ a: ["PP"], b: ["P"], c: ["P"] }));
    const second = await fileOf("2", [
      ...trialRecords({ a: ["F"] }, { cost_usd: 0.000902 }),
      ...trialRecords({ b: ["P"] }, { cost_usd: null }),
    ]);
    const pooled = poolBaselines(first, { ...second, price_table: "2026-12-01" }, { cases: true, arms: false });
    if (pooled.status !== "pooled") throw new Error("they are of one suite");
    expect(pooled.file.price_table).toBe("2026-12-01");
    expect(pooled.file.cases.map(({ arms: [one] }) => [one?.passed, one?.failed, one?.cost_usd])).toEqual([
      [2, 1, 0.000902],
      [2, 0, null],
      [1, 0, null],
    ]);
    expect(pooled.notes).toContain(
      "costs are of this run alone, not known where it has none: its prices are those of 2026-12-01, those before of 2026-11-01",
    );
  });

  const arm = (changes: object): object => ({
    arms: [{ id: FIRST, model: "m", settings: {}, prompt_text: "hello", served: ["m"], runs: ["2"], ...changes }],
  });
  test.each([
    ["another prompt", { prompt_text: "good day" }],
    ["another model", { model: "n" }],
    ["other settings", { settings: { temperature: 0 } }],
    ["another served model", { served: ["m-2"] }],
  ])("begins an arm with %s anew", async (what, changes) => {
    const first = await fileOf("1", trialRecords({ a: ["PPP"] }));
    const second = await fileOf("2", trialRecords({ a: ["F"] }), arm(changes));
    expect(poolBaselines(first, second, WHOLE)).toEqual({
      status: "pooled",
      file: second,
      notes: [`${FIRST} has ${what} now: its earlier results are dropped`],
    });
  });

  test("begins a changed case anew, and drops cases that are gone", async () => {
    const first = await fileOf("1", trialRecords({ a: ["P"], b: ["P"], gone: ["P"] }));
    const second = await fileOf("2", trialRecords({ a: ["F"], b: ["F"] }));
    const changed = { ...second, cases: second.cases.map((one) => (one.id === "b" ? { ...one, checks: "new" } : one)) };
    const pooled = poolBaselines(first, changed, WHOLE);
    expect(pooled).toMatchObject({
      file: { cases: [{ arms: [{ passed: 1, failed: 1 }] }, { arms: [{ passed: 0, failed: 1 }] }] },
      notes: [
        "begun anew: 1 case with other inputs or checks than before",
        "dropped: 1 case that this run does not have",
      ],
    });
  });

  test("a run of some cases leaves the others as they were, but not of an arm that begins anew", async () => {
    const first = await fileOf("1", trialRecords({ a: ["P"], b: ["F"], c: ["P"] }));
    const second = await fileOf("2", trialRecords({ b: ["P"], d: ["P"] }));
    const counts = (pooled: ReturnType<typeof poolBaselines>): unknown =>
      pooled.status === "pooled" && pooled.file.cases.map(({ id, arms }) => [id, arms[0]?.passed, arms[0]?.failed]);
    const pooled = poolBaselines(first, second, { cases: true, arms: false });
    expect(counts(pooled)).toEqual([
      ["a", 1, 0],
      ["b", 1, 1],
      ["c", 1, 0],
      ["d", 1, 0],
    ]);
    expect(pooled).toMatchObject({ notes: ["kept as they were: 2 cases that the run did not select"] });
    const other = { ...second, arms: second.arms.map((one) => ({ ...one, model: "n" })) };
    const anew = poolBaselines(first, other, { cases: true, arms: false });
    expect(counts(anew)).toEqual([
      ["b", 1, 0],
      ["d", 1, 0],
    ]);
    expect(anew).toMatchObject({
      notes: [expect.stringContaining("another model"), expect.stringContaining("dropped: 2")],
    });
  });

  test("a run of some arms leaves the others as they were; one of the whole suite drops what it has no more", async () => {
    const first = await fileOf("1", trialRecords({ a: ["P"], b: ["F"] }));
    const second = await fileOf("2", trialRecords({ a: ["F"] }));
    const renamed = { ...second, arms: second.arms.map((one) => ({ ...one, id: "other/default" })) };
    expect(poolBaselines(first, renamed, { cases: true, arms: true })).toMatchObject({
      file: {
        arms: [
          { id: "other/default", runs: ["2"] },
          { id: FIRST, runs: ["1"] },
        ],
        cases: [{ arms: [{ failed: 1 }, { passed: 1 }] }, { arms: [null, { failed: 1 }] }],
      },
      notes: [`kept as they were: ${FIRST}, which the run did not select`, expect.stringContaining("1 case")],
    });
    expect(poolBaselines(first, renamed, WHOLE)).toMatchObject({
      file: { arms: [{ id: "other/default" }], cases: [{ arms: [{ failed: 1 }] }] },
      notes: [`dropped: ${FIRST}, which this run does not have`, expect.stringContaining("dropped: 1 case")],
    });
  });

  test.each([
    ["the run 1 is in it already", { run: "1", overrides: {} }],
    ["it is the baseline of the suite triage, not of other", { run: "2", overrides: { suite: "other" } }],
    ["its answers are live, those of this run simulated", { run: "2", overrides: { replies: "simulated" as const } }],
  ])("refuses: %s", async (reason, { run, overrides }) => {
    const first = await fileOf("1", trialRecords({ a: ["P"] }));
    const second = await fileOf(run, trialRecords({ a: ["P"] }), overrides);
    expect(poolBaselines(first, second, WHOLE)).toMatchObject({
      status: "refused",
      reason: expect.stringContaining(reason) as string,
    });
  });
});

describe("cases of a candidate", () => {
  test("only other inputs or other checks make a case non-comparable, and only that case", async () => {
    const { cases } = await collectCases(hashed(trialRecords(sameCases(5, ["P"]))), [FIRST]);
    const matcher = new CaseMatcher(cases);
    const same = (id: string): CaseHashes => ({ inputs: `i-${id}`, checks: `k-${id}` });
    matcher.see({ id: "c1", hashes: same("c1"), vars: null });
    matcher.see({ id: "c1", hashes: same("c1"), vars: null });
    matcher.see({ id: "c2", hashes: { ...same("c2"), inputs: "other" }, vars: null });
    matcher.see({ id: "c3", hashes: { ...same("c3"), checks: "other" }, vars: null });
    matcher.see({ id: "c4", hashes: null, vars: null });
    for (let trial = 0; trial < 3; trial++) matcher.see({ id: "new", hashes: same("new"), vars: null });
    expect(matcher.comparable(false).map(({ id }) => id)).toEqual(["c1", "c4"]);
    expect(matcher.comparable(true).map(({ id }) => id)).toEqual(["c1", "c4", "c5"]);
    expect(matcher.changes()).toEqual({
      inputs: { total: 1, first: ["c2"] },
      vars: [],
      checks: { total: 1, first: ["c3"] },
      added: { total: 1, first: ["new"] },
      unmeasured: { total: 0, first: [] },
      undecided: { total: 0, first: [] },
      neither: { total: 0, first: [] },
      removed: { total: 1, first: ["c5"] },
      skipped: { total: 0, first: [] },
      quarantined: { total: 0, first: [] },
      unknown: 1,
    });
  });

  test("A12: what is skipped or quarantined now should have a pair, and has none", async () => {
    const { cases } = await collectCases(hashed(trialRecords(sameCases(5, ["P"]))), [FIRST]);
    const matcher = new CaseMatcher(cases);
    const same = (id: string): CaseHashes => ({ inputs: `i-${id}`, checks: `k-${id}` });
    matcher.see({ id: "c1", hashes: same("c1"), vars: null });
    matcher.see({ id: "c2", hashes: same("c2"), standing: "skipped", vars: null });
    matcher.see({ id: "c3", hashes: same("c3"), standing: "quarantined", vars: null });
    matcher.see({ id: "c4", hashes: { ...same("c4"), checks: "other" }, vars: null });
    matcher.see({ id: "new", hashes: same("new"), standing: "quarantined", vars: null });
    const ids = (some: readonly { readonly id: string }[]): string => some.map(({ id }) => id).join(" ");
    expect(ids(matcher.expected(true))).toBe("c1 c2 c3 c4 c5");
    expect(ids(matcher.expected(false))).toBe("c1 c2 c3 c4");
    expect(ids(matcher.pairable())).toBe("c1");
    expect(matcher.changes()).toMatchObject({
      checks: { first: ["c4"] },
      skipped: { first: ["c2"] },
      quarantined: { first: ["c3"] },
    });
    expect(baselineArms([FIRST], cases, { expected: cases, pairable: matcher.pairable() })).toMatchObject([
      { coverage: { expected: 5, pairable: 1, leftOut: { cases: 4 } } },
    ]);
  });
});

describe("a baseline of few runs", () => {
  test.each([
    [1, "accept 9 runs more of main, and it is 11.0%"],
    [2, "accept 8 runs more of main, and it is 11.0%"],
    [4, "accept 6 runs more of main, and it is 11.0%"],
    [9, "accept 1 run more of main, and it is 11.0%"],
  ])("of %d says how many are missing of ten", (runs, words) => {
    expect(luckyBaselineSentence(runs)).toContain(words);
  });
  test("of ten is enough", () => expect(luckyBaselineSentence(10)).toBeNull());
});
