import { describe, expect, test } from "vitest";
import type { TrialRecord } from "../../../src/domain/formats/records.ts";
import type { Gate } from "../../../src/domain/suite.ts";
import type { CheckedSuite } from "../../../src/pipeline/passes/preflight.ts";
import type { PlanStream } from "../../../src/pipeline/passes/plan-stream.ts";
import { watchGates } from "../../../src/pipeline/session/watch/gate-watch.ts";
import { budgetOf, followProgress } from "../../../src/pipeline/session/watch/progress-state.ts";
import { NOTHING_SPENT } from "../../../src/domain/run/ledger.ts";
import type { RunEvent, RunProgress } from "../../../src/run/trials/run-options.ts";
import { erroredTrial, onlyTrial, skippedTrial, trial } from "../../helpers/report-fixtures.ts";

const moment = {
  ledger: NOTHING_SPENT,
  inFlight: 3,
  waiting: 9,
  waitUntilMs: null,
  rateLimitLeft: 0.4,
  reservedPico: 2_000_000_000_000n,
};
const progress: RunProgress = { ...moment, now: () => ({ ...moment, inFlight: 5, waitUntilMs: 700 }) };

function suite(gate: Gate): CheckedSuite {
  const arms = ["a/v1", "b/v1"].map((id) => ({ id }));
  return { cases: 5, trials: 10, loaded: { suite: { name: "s", gate, arms } } } as unknown as CheckedSuite; // what is followed of it
}

const RATE: Gate = { kind: "rules", arms: null, passRate: 0.75 } as unknown as Gate; // the only rule that can be lost early

function ended(record: TrialRecord, armId = "a/v1"): RunEvent {
  return { type: "trial", trial: { suite: 0, armId } as never, record, replayed: false, progress };
}

function follow(gate: Gate = { kind: "none" }, isStopping = false) {
  const suites = [suite(gate)];
  const stream = { caseOf: () => ({ planned: { trials: 1 } }) } as unknown as Pick<PlanStream, "caseOf">;
  const gates = watchGates(suites, stream);
  return followProgress({ suites, trials: 10, budgetUsd: null, replies: "live", gates, isStopping: () => isStopping });
}

function after(...events: RunEvent[]) {
  const follower = follow();
  return events.map((event) => follower.add(event)).at(-1);
}

test("what is on its way is read anew each time it is drawn", () => {
  const state = after({ type: "sent", progress });
  expect(state).toMatchObject({ done: 0 });
  expect(state?.live()).toMatchObject({ inFlight: 5, waitUntilMs: 700, rateLimitLeft: 0.4, reservedUsd: 2 });
});

test("before the first event there is a state: waiting should look like waiting", () => {
  expect(follow().state()).toMatchObject({ total: 10, done: 0, costUsd: 0 });
  expect(follow({ kind: "none" }, true).state().live()).toMatchObject({ inFlight: 0, isStopping: true });
});

test("A7: each arm is counted by itself, quarantined trials in no rate", () => {
  const state = after(
    ended(trial()),
    ended(erroredTrial()),
    ended(skippedTrial("budget")),
    ended(trial({ verdict: "undecided" })),
    ended(trial({ verdict: "fail", quarantined: true })),
    ended(onlyTrial("x", "fail"), "b/v1"),
  );
  expect(state).toMatchObject({ done: 6, passed: 1, failed: 2, errored: 1, skipped: 1, undecided: 1 });
  expect(state?.arms).toMatchObject([
    { arm: "a/v1", total: 5, done: 5, passed: 1, failed: 0, skipped: 1 },
    { arm: "b/v1", total: 5, done: 1, passed: 0, failed: 1, skipped: 0 },
  ]);
});

test.each([
  ["none", { kind: "none" }, [true, true, true]],
  ["that every trial passes", { kind: "default" }, [false, false, false]],
  ["a pass rate of 75%", RATE, [true, false, false]],
] as const)("A7: with a gate that asks %s an arm is lost once it can pass no more", (_name, gate, expected) => {
  const follower = follow(gate);
  const states = ["a", "b", "c"].map((id) => follower.add(ended(onlyTrial(id, "fail"))));
  expect(states.map(({ arms }) => arms[0]?.canPass)).toEqual(expected);
  expect(states.at(-1)?.arms[1]?.canPass).toBe(true);
});

test("A7: failed attempts are counted by what they met", () => {
  const state = after(ended(erroredTrial()), ended(erroredTrial({ case: "other" })));
  expect([...(state?.failedAttempts ?? [])]).toEqual([["529", 6]]);
});

test("a case that fails again is told once, as the newest", () => {
  const state = after(...["a", "b", "a"].map((id) => ended(onlyTrial(id, "fail"))));
  expect(state?.recentFailures.map(({ caseName }) => caseName)).toEqual(["b", "a"]);
});

describe("the budget", () => {
  test.each([
    [null, [null, 2], null],
    [null, [1, 2], 3],
    [5, [null, 2], 5],
    [5, [1, 2], 3],
    [1, [1, 2], 1],
  ])("of a run with %j and suites with %j is %j", (run, suites, budget) => {
    expect(budgetOf(run, suites)).toBe(budget);
  });
});
