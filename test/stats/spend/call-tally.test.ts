import { describe, expect, test } from "vitest";
import type { CallsSummary, MeteredCallRecord, TrialRecord } from "../../../src/domain/formats/records.ts";
import { CallTally } from "../../../src/stats/spend/call-tally.ts";
import { summarizeSuite } from "../../../src/stats/summary/summarize-suite.ts";
import { trial, usage } from "../../helpers/report-fixtures.ts";
import { streamOf, suiteFacts } from "../../helpers/suite-outcomes.ts";

const [HAIKU, OPUS] = ["claude-haiku-4-5", "claude-opus-5-5"];

function call(model = HAIKU, cost: number | null = 0.0001, cached = 0): MeteredCallRecord {
  const used = { ...usage, input_tokens: 400, output_tokens: 100, cache_read_tokens: cached };
  return { model, usage: used, cost_usd: cost, tool_calls: [], at: "2026-01-01T00:00:00.000Z", latency_ms: 300 };
}

const calls = (count: number, model = HAIKU): MeteredCallRecord[] => Array.from({ length: count }, () => call(model));

type Tallied = Pick<TrialRecord, "calls" | "status">;
const completed = (made: MeteredCallRecord[]): Tallied => ({ status: "completed", calls: made });
const uncounted: Tallied = { status: "completed" };
const errored = (made: MeteredCallRecord[]): Tallied => ({ status: "errored", calls: made });

function tallied(trials: readonly Tallied[]): CallTally {
  const tally = new CallTally();
  for (const one of trials) tally.add(one);
  return tally;
}

const haiku = (count: number, cost: number | null): CallsSummary["by_model"][number] => ({
  model: HAIKU,
  calls: count,
  input_tokens: 400 * count,
  output_tokens: 100 * count,
  cost_usd: cost,
});
const opus = { ...haiku(1, 0.0001), model: OPUS };

const TRIALS = {
  none: [uncounted, completed([])],
  counted: [completed(calls(1)), completed(calls(2)), completed(calls(4))],
  zero: [completed([]), completed([]), completed(calls(1)), uncounted],
  errored: [errored(calls(3)), completed(calls(1))],
  cutShort: [errored(calls(1))],
  unpriced: [completed([call(HAIKU, null), call()])],
  models: [completed([call(OPUS), call()])],
  cached: [completed([call(HAIKU, 0.0001, 12_000)])],
  many: [completed(["a", "b", "c", "d", "e", "f"].map((model) => call(model)))],
  thousands: [completed(calls(31))],
} as const;

describe("the calls of an arm", () => {
  test.each<[string, readonly Tallied[], CallsSummary | null]>([
    ["none seen: nothing is said", TRIALS.none, null],
    ["a trial of each", TRIALS.counted, { per_trial: { p50: 2, p95: 4 }, by_model: [haiku(7, 0.0007)] }],
    [
      "none made is 0, not counted is nothing",
      TRIALS.zero,
      { per_trial: { p50: 0, p95: 1 }, by_model: [haiku(1, 0.0001)] },
    ],
    ["errored trials made theirs", TRIALS.errored, { per_trial: { p50: 1, p95: 1 }, by_model: [haiku(4, 0.0004)] }],
    ["no trial ended", TRIALS.cutShort, { per_trial: { p50: null, p95: null }, by_model: [haiku(1, 0.0001)] }],
    ["an unknown price", TRIALS.unpriced, { per_trial: { p50: 2, p95: 2 }, by_model: [haiku(2, null)] }],
    ["by model", TRIALS.models, { per_trial: { p50: 2, p95: 2 }, by_model: [haiku(1, 0.0001), opus] }],
  ])("%s", (_, trials, summary) => {
    expect(tallied(trials).summary()).toEqual(summary);
  });

  test.each<[readonly Tallied[], string | null]>([
    [TRIALS.none, null],
    [
      TRIALS.counted,
      "2 calls a trial at the median, 4 at the 95th percentile; claude-haiku-4-5: 7 calls, 2,800 tokens in, 700 out, $0.0007.",
    ],
    [
      TRIALS.thousands,
      "31 calls a trial at the median, 31 at the 95th percentile; claude-haiku-4-5: 31 calls, 12,400 tokens in, 3,100 out, $0.0031.",
    ],
    [TRIALS.cutShort, "calls a trial unknown; claude-haiku-4-5: 1 call, 400 tokens in, 100 out, $0.0001."],
    [
      TRIALS.unpriced,
      "2 calls a trial at the median, 2 at the 95th percentile; claude-haiku-4-5: 2 calls, 800 tokens in, 200 out, cost unknown.",
    ],
    [
      TRIALS.cached,
      "1 call a trial at the median, 1 at the 95th percentile; claude-haiku-4-5: 1 call, 400 tokens in, 12,000 through the cache, 100 out, $0.0001.",
    ],
  ])("in words %#", (trials, words) => {
    expect(tallied(trials).sentence()).toBe(words);
  });

  test("more models than can be read are counted", () => {
    expect(tallied(TRIALS.many).sentence()).toMatch(/; c: 1 call, [^;]*; and 3 more models\.$/);
  });

  test("stand at the arm and among its rates; quarantined cases do not count", async () => {
    const facts = suiteFacts(1);
    const arm = facts.arms[0]?.id ?? "";
    const trials = [
      trial({ arm, case: "a", calls: calls(2) }),
      trial({ arm, case: "b", quarantined: true, calls: calls(9) }),
    ];
    const { arms, insights } = await summarizeSuite(facts, streamOf(trials));
    expect(arms[0]?.calls).toEqual({ per_trial: { p50: 2, p95: 2 }, by_model: [haiku(2, 0.0002)] });
    expect(insights?.rates).toContainEqual({ arm, sentence: expect.stringMatching(/^2 calls a trial at the median/) });
  });
});
