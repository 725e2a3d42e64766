import { beforeAll, expect, test } from "vitest";
import type { TrialRecord } from "../../../src/domain/formats/records.ts";
import { BEGUN_BY_PROGRAM, type Invocation } from "../../../src/domain/invocation.ts";
import type { ReportHead } from "../../../src/domain/reporter.ts";
import { NOTHING_SPENT } from "../../../src/domain/run/ledger.ts";
import { checkSuites } from "../../../src/pipeline/passes/check-suites.ts";
import type { CheckedSuite } from "../../../src/pipeline/passes/preflight.ts";
import { type EndedRun, summarizeRun } from "../../../src/pipeline/summary/summarize-run.ts";
import { invocationOf } from "../../helpers/invocation.ts";
import { erroredTrial, skippedTrial, trial } from "../../helpers/report-fixtures.ts";
import { simulatedSuite } from "../../helpers/simulated-suite.ts";
import { permanentProject } from "../../helpers/temporary-folder.ts";

const ARM = "claude-haiku-5-5/default";
let suites: readonly CheckedSuite[] = [];
let cwd = "";
beforeAll(async () => {
  const rest = "gate: { pass_rate: 0.5 }";
  cwd = permanentProject({
    "one.yaml": simulatedSuite({ name: "one", cases: 4, rest }),
    "two.yaml": simulatedSuite({ name: "two", cases: 4 }),
  });
  const checked = await checkSuites(invocationOf(cwd, { suites: ["one.yaml", "two.yaml"] }), 0);
  ({ suites } = checked);
  await checked.close();
});

const RUN: EndedRun = {
  run: {
    id: "r",
    started_at: "2026-11-22T00:00:00.000Z",
    finished_at: "2026-11-22T00:00:01.000Z",
    duration_ms: 1000,
    tool_version: "0.1.0",
    replies: "live",
    seed: 0,
    base_url: "https://api.anthropic.com",
    git: null,
    price_table: "t",
    warnings: [],
  },
  stopped: null,
  signal: null,
  ledger: NOTHING_SPENT,
  sequential: null,
};

/** A letter each: pass, fail, errored, skipped for the budget, undecided. */
const ENDS: Readonly<Record<string, Partial<TrialRecord>>> = {
  P: trial(),
  F: trial({ verdict: "fail", score: 0 }),
  E: erroredTrial(),
  S: skippedTrial("budget"),
  U: trial({ verdict: "undecided", score: null }),
};

interface Ended extends Partial<EndedRun> {
  readonly invocation?: Partial<Invocation>;
}

/** The summary of a run of both suites, whose trials ended as the words say. */
async function summary(words: readonly [string, string], { invocation, ...ended }: Ended = {}): Promise<ReportHead> {
  async function* trials(suite: number): AsyncIterable<TrialRecord> {
    for (const [n, letter] of (words[suite] ?? "").split("").entries()) {
      yield { ...trial(ENDS[letter]), case: `c00${n}`, arm: ARM, trial: 1 };
    }
  }
  return summarizeRun(suites, trials, { ...RUN, ...ended }, invocationOf(cwd, { mode: "live", ...invocation }));
}

const STOPPED = { failure: null, refusedPico: null, refusing: [] };

test.each<[name: string, words: readonly [string, string], ended: Ended, wanted: readonly [string, number]]>([
  ["all passed", ["PPPP", "PPPP"], {}, ["pass", 0]],
  ["the worst suite counts, each by its own gate", ["PPPF", "PPPF"], {}, ["fail", 1]],
  ["what a gate lets fail is none", ["PPPF", "PPPP"], {}, ["pass", 0]],
  ["an answer is missing", ["PPPP", "PPPE"], {}, ["incomplete", 3]],
  ["a failure is worse than what is missing", ["PPPP", "PPFE"], {}, ["fail", 1]],
  ["the budget was spent", ["PPPP", "PPSS"], { stopped: { reason: "budget", ...STOPPED } }, ["over_budget", 4]],
  [
    "it was interrupted",
    ["PPPP", "PPSS"],
    { stopped: { reason: "interrupted", ...STOPPED }, signal: "SIGTERM" },
    ["interrupted", 143],
  ],
  ["a shard has no verdict", ["PPPP", "PPPP"], { isPartial: true }, ["partial", 0]],
  ["--strict takes no undecided check", ["PPPP", "PPPU"], { invocation: { strict: true } }, ["incomplete", 3]],
  [
    "an answer dearer than its reservation breaks a cap",
    ["PPPP", "PPPP"],
    { isCapped: true, ledger: { ...NOTHING_SPENT, overReserved: 2, overReservedPico: 7n } },
    ["over_budget", 4],
  ],
  [
    "what an application spent and did not say makes a cap say nothing",
    ["PPPP", "PPPP"],
    { isCapped: true, ledger: { ...NOTHING_SPENT, unknownCost: true } },
    ["incomplete", 3],
  ],
])("13: %s", async (_name, words, ended, wanted) => {
  const head = await summary(words, ended);
  expect([head.verdict, head.exit_code]).toEqual(wanted);
});

test("13: totals add up trials of all suites, and money as the ledger has it", async () => {
  const ledger = { ...NOTHING_SPENT, paidPico: 5_000_000_000n, uncertainPico: 2_000_000_000n, requests: 9 };
  const { totals, suites: heads } = await summary(["PPPF", "PEUS"], { ledger });
  expect(totals).toMatchObject({ trials: 8, passed: 4, failed: 1, errored: 1, undecided: 1, skipped: 1 });
  expect(totals).toMatchObject({ cost_usd: 0.005, uncertain_cost_usd: 0.002 });
  expect(heads.map(({ name, arms }) => [name, arms[0]?.passed])).toEqual([
    ["one", 3],
    ["two", 1],
  ]);
  expect((await summary(["P", "P"], { ledger: { ...ledger, unpriced: 1 } })).totals.cost_usd).toBeNull();
});

test("13: what was not run says why, where that is known of all of it", async () => {
  const why = async (ended: Ended): Promise<unknown> =>
    (await summary(["PPPP", "PPSS"], ended)).suites[1]?.insights?.missing?.why;
  expect(await why({ stopped: { reason: "budget", ...STOPPED } })).toBe("budget");
  expect(await why({ stopped: { reason: "interrupted", ...STOPPED } })).toBeUndefined();
});

test("13: warnings of money stand with those of the run", async () => {
  const warnings = [{ code: "selection" as const, message: "a part", file: null, line: null }];
  const { run } = await summary(["P", "P"], {
    run: { ...RUN.run, warnings },
    isCapped: true,
    ledger: { ...NOTHING_SPENT, overReserved: 1, overReservedPico: 1n, unknownCost: true },
  });
  expect(run.warnings.map(({ code }) => code)).toEqual(["selection", "dearer-than-reserved", "unmetered-target"]);
});

test("13: what was asked for is told, with what a command line named", async () => {
  const start = { ...BEGUN_BY_PROGRAM, baseUrl: "http://127.0.0.1:1", reporters: [] };
  const { insights } = await summary(["P", "P"], { start, invocation: { mode: "offline", allowOutside: true } });
  expect(insights?.asked).toEqual([
    { name: "base-url", value: "http://127.0.0.1:1" },
    { name: "offline", value: null },
    { name: "allow-outside", value: null },
  ]);
  expect((await summary(["P", "P"])).insights?.asked).toBeUndefined();
});
