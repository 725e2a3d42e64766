import { describe, expect, test } from "vitest";
import type { TrialRecord } from "../../../src/domain/formats/records.ts";
import { check, trial } from "../../helpers/report-fixtures.ts";
import { sameCases, streamOf, suiteFacts, summarize, trialRecords } from "../../helpers/suite-outcomes.ts";
import { MAX_SLICED_TAGS } from "../../../src/stats/summary/slice-tally.ts";
import { summarizeSuite } from "../../../src/stats/summary/summarize-suite.ts";
import { TotalsTally } from "../../../src/stats/summary/totals-tally.ts";

describe("an arm's figures", () => {
  test("every kind of outcome is counted as what it is", async () => {
    const head = await summarize({ a: ["PPF"], b: ["UES"], c: ["x"], d: ["P"] });
    const wanted = { trials: 8, passed: 3, failed: 1, undecided: 1, errored: 1, skipped: 2, cases: 3 };
    expect(head.arms[0]).toMatchObject(wanted);
    expect(head.arms[0]?.pass_rate).toMatchObject({ n: 2, method: "wilson-clustered" });
    expect(head.arms[0]?.pass_rate.value).toBeCloseTo((2 / 3 + 1) / 2, 12);
  });

  test("the pass rate is the mean over cases, however many trials each has", async () => {
    const head = await summarize({ a: ["PPPPPPPPPF"], b: ["F"] });
    expect(head.arms[0]?.pass_rate.value).toBeCloseTo(0.45, 12);
  });

  test("one trial a case: Wilson over cases, as published for 18 of 20", async () => {
    const head = await summarize({ ...sameCases(18, ["P"]), ...sameCases(2, ["F"], "f") });
    expect(head.arms[0]?.pass_rate).toEqual({
      value: 0.9,
      low: expect.closeTo(0.698966, 6) as number,
      high: expect.closeTo(0.972134, 6) as number,
      level: 0.95,
      method: "wilson",
      n: 20,
    });
  });

  test("nothing tested: unknown, not 0", async () => {
    const head = await summarize({ a: ["E"], b: ["U"] });
    const [arm] = head.arms;
    expect(arm?.pass_rate).toEqual({ value: null, low: null, high: null, level: 0.95, method: "wilson", n: 0 });
    expect(arm?.mean_score).toBeNull();
    expect(arm?.cost_per_pass_usd).toBeNull();
    expect(head.verdict).toBe("incomplete");
  });

  test("no trial at all", async () => {
    const head = await summarize([]);
    expect(head).toMatchObject({ verdict: "incomplete", slices: [], comparisons: [] });
    expect(head.arms[0]).toMatchObject({ cases: 0, trials: 0, latency_ms: { p50: null, p95: null } });
  });

  test("scores average within a case first", async () => {
    const scored = (id: string, score: number): TrialRecord => trial({ case: id, arm: "simple/v1", score });
    const head = await summarize([scored("a", 1), scored("a", 0.5), scored("b", 0.25)]);
    expect(head.arms[0]?.mean_score).toBeCloseTo(0.5, 12);
  });

  test("checks are counted by name and type", async () => {
    const checks = [
      check({ type: "contains", verdict: "pass", score: 1 }),
      check({ type: "contains", name: "polite", verdict: "fail", score: 0 }),
      check({ type: "expr", verdict: "undecided", score: null }),
    ];
    const head = await summarize(trialRecords({ a: ["PP"] }, { checks }));
    expect(head.arms[0]?.checks).toEqual([
      { name: "contains", type: "contains", passed: 2, failed: 0, undecided: 0, mean_score: 1 },
      { name: "polite", type: "contains", passed: 0, failed: 2, undecided: 0, mean_score: 0 },
      { name: "expr", type: "expr", passed: 0, failed: 0, undecided: 2, mean_score: null },
    ]);
  });

  test("latencies are nearest-rank: they occurred", async () => {
    const records = Array.from({ length: 100 }, (_, i) =>
      trial({ case: `c${i}`, arm: "simple/v1", latency_ms: 100 - i, ttft_ms: null }),
    );
    const head = await summarize(records);
    expect(head.arms[0]).toMatchObject({ latency_ms: { p50: 50, p95: 95 }, ttft_ms: { p50: null, p95: null } });
  });

  test("money adds up exactly, per pass too", async () => {
    const head = await summarize(trialRecords({ a: ["PPP"], b: ["FFF"], c: ["PPP"], d: ["F"] }, { cost_usd: 0.1 }));
    expect(head.arms[0]?.cost_usd).toBe(1);
    expect(head.arms[0]?.cost_per_pass_usd).toBeCloseTo(1 / 6, 12);
  });

  test("one unknown price makes the cost unknown; an error without an answer does not", async () => {
    const unknown = await summarize([...trialRecords({ a: ["P"] }), ...trialRecords({ b: ["P"] }, { cost_usd: null })]);
    expect(unknown.arms[0]?.cost_usd).toBeNull();
    const errored = await summarize({ a: ["PE"] });
    expect(errored.arms[0]?.cost_usd).toBe(0.000602);
  });

  test("refusals and truncations are counted beside their verdict", async () => {
    const head = await summarize([
      ...trialRecords({ a: ["F"] }, { ending: "refusal" }),
      ...trialRecords({ b: ["F"] }, { ending: "truncated" }),
    ]);
    expect(head.arms[0]).toMatchObject({ refused: 1, truncated: 1, failed: 2 });
  });
});

test("answers that are missing are counted, by whether they were asked for; what was left out on purpose is not", async () => {
  const head = await summarize({ a: ["PEE", "S"], b: ["xxx", "d"], c: ["P", "S"] });
  expect(head.insights?.missing).toEqual({ errored: 2, not_run: 2 });
  expect((await summarize({ a: ["PFU", "x"] })).insights).not.toHaveProperty("missing");
});

test("quarantined cases count in no rate, slice, comparison or gate, only in the totals", async () => {
  const records = [
    ...trialRecords({ good: ["P", "P"] }),
    ...trialRecords({ odd: ["FE", "PP"] }, { quarantined: true }),
  ];
  const totals = new TotalsTally();
  const head = await summarizeSuite(suiteFacts(2), streamOf(records), totals);
  expect(head.verdict).toBe("pass");
  expect(head.arms.map((arm) => arm.trials)).toEqual([1, 1]);
  expect(head.comparisons[0]).toMatchObject({ cases: 1, improved: [] });
  const ledger = { cost_usd: 1, grading_cost_usd: 0, uncertain_cost_usd: 0, saved_usd: null };
  expect(totals.totals(ledger)).toMatchObject({
    trials: 6,
    passed: 2,
    failed: 0,
    errored: 0,
    quarantined: 4,
    cost_usd: 1,
  });
});

test("slices are by tag and arm, in order of appearance; a tag named twice counts once", async () => {
  const head = await summarize([
    ...trialRecords({ a: ["P", "F"] }, { tags: ["lang=ja", "lang=ja"] }),
    ...trialRecords({ b: ["P", "P"] }, { tags: ["billing", "lang=ja"] }),
    ...trialRecords({ c: ["E", "P"] }, { tags: [] }),
  ]);
  expect(
    head.slices.map(({ tag, arm, cases, passed, pass_rate }) => [tag, arm, cases, passed, pass_rate.value]),
  ).toEqual([
    ["lang=ja", "simple/v1", 2, 2, 1],
    ["lang=ja", "simple/v2", 2, 1, 0.5],
    ["billing", "simple/v1", 1, 1, 1],
    ["billing", "simple/v2", 1, 1, 1],
  ]);
});

test("trials of a slice that were never to be answered are told, not those that are missing", async () => {
  const head = await summarize(trialRecords({ a: ["Pxx", "SSE"], b: ["d", "P"] }, { tags: ["ja"] }));
  expect(head.insights?.left_out).toEqual([{ tag: "ja", arm: "simple/v1", trials: 3 }]);
  expect(head.insights?.left_out_by_arm).toEqual([{ arm: "simple/v1", trials: 3 }]);
});

test("a tag per case does not fill the memory", async () => {
  async function* many(): AsyncGenerator<TrialRecord> {
    for (let i = 0; i < MAX_SLICED_TAGS + 50; i++) yield trial({ case: `c${i}`, arm: "simple/v1", tags: [`id=${i}`] });
  }
  const head = await summarizeSuite(suiteFacts(1), many());
  expect(head.slices.length).toBe(MAX_SLICED_TAGS);
});

test("a trial of an unknown arm is a bug, not a result", async () => {
  await expect(summarizeSuite(suiteFacts(1), streamOf([trial({ arm: "who/knows" })]))).rejects.toThrow("who/knows");
});

describe("totals", () => {
  test("requests, retries, rate limits, tokens, reuse", () => {
    const tally = new TotalsTally();
    const at = "2026-11-22T09:30:00.100Z";
    const limited = { at, status: 429, error: "rate_limit_error", waited_ms: 0 };
    const answered = { at, status: 200, error: null, waited_ms: 0 };
    tally.add(trial({ attempts: [limited, limited, answered, answered] }));
    tally.add(trial({ attempts: [], reused: true, checks: [check({ verdict: "undecided", score: null })] }));
    for (const record of trialRecords({ a: ["ESxd"] })) tally.add(record);
    const ledger = { cost_usd: null, grading_cost_usd: 0, uncertain_cost_usd: 0.1, saved_usd: 0.2 };
    expect(tally.totals(ledger)).toMatchObject({
      trials: 6,
      passed: 2,
      errored: 1,
      skipped: 3,
      requests: 4 + 3,
      retries: 2 + 2,
      rate_limited: 2,
      reused_trials: 1,
      cost_usd: null,
      uncertain_cost_usd: 0.1,
    });
    expect(tally.strictFindings()).toEqual({ missingAnswers: 2, reusedAnswers: 1, undecidedChecks: 1 });
  });
});

test("answers that are reused count in no use of the cache: nothing was saved by them again", async () => {
  const usage = {
    input_tokens: 10,
    output_tokens: 1,
    cache_read_tokens: 5_000,
    cache_write_5m_tokens: 0,
    cache_write_1h_tokens: 0,
    thinking_tokens: 0,
  };
  const [sample] = trialRecords({ a: ["P"] });
  const turns = (sample?.turns ?? []).map((turn) => ({ ...turn, usage }));
  expect(turns.length).toBeGreaterThan(0);
  const sent = trialRecords({ a: ["P"], b: ["P"] }, { turns, reused: false });
  const reused = trialRecords({ c: ["P"], d: ["P"], e: ["P"] }, { turns, reused: true });
  const readTokens = async (records: readonly TrialRecord[]): Promise<number | undefined> =>
    (await summarize(records)).insights?.cache?.[0]?.read_tokens;
  expect(await readTokens([...sent, ...reused])).toBe(10_000);
  expect(await readTokens(reused)).toBeUndefined();
});
