import { describe, expect, test } from "vitest";
import type { TrialRecord } from "../../src/domain/formats/records.ts";
import { budgetOf, followProgress } from "../../src/pipeline/session/progress-state.ts";
import { NOTHING_SPENT } from "../../src/domain/run/ledger.ts";
import type { RunEvent, RunProgress } from "../../src/run/trials/run-options.ts";
import { erroredTrial, onlyTrial, skippedTrial, trial } from "../helpers/report-fixtures.ts";

const progress: RunProgress = { ledger: NOTHING_SPENT, inFlight: 3, waiting: 9, rateLimitLeft: 0.4 };

function ended(record: TrialRecord): RunEvent {
  return { type: "trial", trial: {} as never, record, replayed: false, progress };
}

function after(...events: RunEvent[]) {
  const follower = followProgress(10, null, "live");
  return events.map((event) => follower.add(event)).at(-1);
}

test("before the first trial has ended the view shows what is on its way", () => {
  expect(after({ type: "sent", progress })).toMatchObject({ done: 0, inFlight: 3, passRate: null, rateLimitLeft: 0.4 });
});

test("the running pass rate has Wilson's interval", () => {
  // 3 of 4: Wilson's 95% interval is (0.3006, 0.9544).
  const state = after(...["a", "b", "c"].map((id) => ended(trial({ case: id }))), ended(onlyTrial("d", "fail")));
  expect(state?.passRate?.value).toBe(0.75);
  expect(state?.passRate?.low).toBeCloseTo(0.3006, 4);
  expect(state?.passRate?.high).toBeCloseTo(0.9544, 4);
});

test("only decided trials that count are in the rate", () => {
  const state = after(
    ended(trial()),
    ended(erroredTrial()),
    ended(skippedTrial("budget")),
    ended(trial({ verdict: "undecided" })),
    ended(trial({ verdict: "fail", quarantined: true })),
  );
  expect(state).toMatchObject({ done: 5, passed: 1, failed: 1, errored: 1, skipped: 1, undecided: 1 });
  expect(state?.passRate?.value).toBe(1);
});

test("a case that fails again is told once, as the newest", () => {
  const state = after(...["a", "b", "a"].map((id) => ended(onlyTrial(id, "fail"))));
  expect(state?.recentFailures.map(({ caseId }) => caseId)).toEqual(["b", "a"]);
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
