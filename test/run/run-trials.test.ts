import { expect, test } from "vitest";
import { NO_USAGE } from "../../src/domain/run/completion.ts";
import type { RecordedReply, RecordedRequest } from "../../src/domain/run/provider.ts";
import type { RunJournal } from "../../src/domain/run/call.ts";
import type { PlannedTrial } from "../../src/domain/run/trial.ts";
import { localLimits } from "../../src/run/schedule/run-limits.ts";
import { runTrials } from "../../src/run/trials/run-trials.ts";
import { FakeClock } from "../helpers/fake-clock.ts";
import { FakeApi, failureOf } from "./fake-api.ts";
import { grade, plannedTrial, run, runOptions } from "./run-fixture.ts";

const trialsOf = (count: number, over: (ordinal: number) => Partial<PlannedTrial> = () => ({})): PlannedTrial[] =>
  Array.from({ length: count }, (_, ordinal) => plannedTrial(ordinal, over(ordinal)));
const statuses = (records: readonly { readonly record: { readonly status: string } }[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { record } of records) counts[record.status] = (counts[record.status] ?? 0) + 1;
  return counts;
};

test("slots never exceed the concurrency, and every one is used", async () => {
  const clock = new FakeClock();
  const api = new FakeApi({ clock });
  const { trials } = await run({ trials: trialsOf(200), provider: api, clock, concurrency: 7 });
  expect(api.peakInFlight).toBe(7);
  expect(trials).toHaveLength(200);
});

test("a suite's own concurrency holds beside the run's", async () => {
  const clock = new FakeClock();
  let open = 0;
  let peak = 0;
  const api = new FakeApi({ clock });
  const provider: typeof api.send = async (request, context) => {
    const isSecond = context.id.suite === "second";
    if (isSecond) peak = Math.max(peak, ++open);
    const result = await api.send(request, context);
    if (isSecond) open -= 1;
    return result;
  };
  const trials = trialsOf(60, (n) => (n % 2 === 0 ? {} : { suite: 1, suiteName: "second" }));
  const limits = localLimits({
    concurrency: 20,
    suiteConcurrency: [null, 3],
    caps: { runPico: null, suitesPico: [null, null] },
    ceilings: () => ({ rpm: null, itpm: null, otpm: null }),
  });
  await run({ trials, provider: { send: provider }, clock, options: { limits } });
  expect(peak).toBe(3);
});

test("retries and next turns go before new trials", async () => {
  const clock = new FakeClock();
  const api = new FakeApi({ clock });
  await run({ trials: trialsOf(6, () => ({ turnCount: 2 })), provider: api, clock, concurrency: 1 });
  const order = api.requests.map(({ context: { id } }) => `${id.caseId}.${id.turn}`);
  // While one answer is written down a new trial takes the slot; then the next turn is ready and goes first.
  for (const n of [0, 1, 2, 3]) expect(order.indexOf(`case-${n}.2`)).toBeLessThan(order.indexOf(`case-${n + 2}.1`));
});

test("grading holds no slot", async () => {
  const clock = new FakeClock();
  const api = new FakeApi({ clock, latencyMs: 100 });
  const slowGrade: typeof grade = async (trial, outcome) => {
    await clock.sleep(10_000);
    return grade(trial, outcome);
  };
  const startMs = clock.now();
  await run({ trials: trialsOf(2), provider: api, clock, concurrency: 1, options: { grade: slowGrade } });
  expect((api.requests[1]?.atMs ?? 0) - startMs).toBeLessThan(10_000);
});

test("backoff holds no slot", async () => {
  const clock = new FakeClock();
  const api = new FakeApi({
    clock,
    script: (_request, { id }) =>
      id.caseId === "case-0" && id.attempt === 1 ? failureOf("overloaded", { retryAfterMs: 60_000 }) : {},
  });
  const { trials } = await run({ trials: trialsOf(3), provider: api, clock, concurrency: 1 });
  expect(trials.map(({ ordinal }) => ordinal)).toEqual([1, 2, 0]);
});

test("equal cacheable prefixes: the first goes alone, the rest after its first byte", async () => {
  const clock = new FakeClock();
  const api = new FakeApi({ clock, latencyMs: 1_000 });
  const startMs = clock.now();
  const trials = trialsOf(5, (n) => ({ cacheGroups: n < 3 ? ["long"] : [] }));
  await run({ trials, provider: api, clock, concurrency: 10 });
  const at = (n: number): number =>
    (api.requests.find(({ context }) => context.id.caseId === `case-${n}`)?.atMs ?? 0) - startMs;
  expect([0, 3, 4].map(at)).toEqual([0, 0, 0]);
  expect([1, 2].map(at)).toEqual([500, 500]);
});

test("when the first of a cache group fails, the next one tries", async () => {
  const clock = new FakeClock();
  const api = new FakeApi({
    clock,
    script: (_request, { id }) => (id.caseId === "case-0" ? failureOf("invalid_request") : {}),
  });
  const { trials } = await run({ trials: trialsOf(3, () => ({ cacheGroups: ["long"] })), provider: api, clock });
  expect(statuses(trials)).toEqual({ completed: 2, errored: 1 });
});

test.each(["authentication", "permission", "model_not_found", "billing", "spend_limit"] as const)(
  "%s stops the run at once, and every trial has its line",
  async (kind) => {
    const clock = new FakeClock();
    const api = new FakeApi({ clock, script: () => failureOf(kind, { httpStatus: 401 }) });
    const { trials, summary } = await run({ trials: trialsOf(50), provider: api, clock, concurrency: 4 });
    expect(summary.stopped).toMatchObject({ reason: "fatal", failure: { kind } });
    expect(api.requests.length).toBeLessThanOrEqual(4);
    expect(trials).toHaveLength(50);
    expect(trials.filter(({ record }) => record.status === "errored")).toHaveLength(api.requests.length);
  },
);

test("an endpoint that never answers stops the run; one that does not answer once does not", async () => {
  const clock = new FakeClock();
  const silent = new FakeApi({ clock, script: () => failureOf("connection") });
  const dead = await run({ trials: trialsOf(50), provider: silent, clock, concurrency: 2 });
  expect(dead.summary.stopped).toMatchObject({ reason: "fatal", failure: { kind: "connection" } });
  const flaky = new FakeApi({
    clock,
    script: (_request, { id }) => (id.caseId === "case-9" ? failureOf("connection") : {}),
  });
  const alive = await run({ trials: trialsOf(50), provider: flaky, clock, concurrency: 2 });
  expect(alive.summary.stopped).toBeNull();
  expect(statuses(alive.trials)).toEqual({ completed: 49, errored: 1 });
});

test("an interruption lets what is in flight finish and skips the rest", async () => {
  const clock = new FakeClock();
  const api = new FakeApi({ clock, latencyMs: 1_000 });
  const interruption = new AbortController();
  void clock.sleep(2_500).then(() => interruption.abort());
  const { trials, summary } = await run({
    trials: trialsOf(40, () => ({ turnCount: 2 })),
    provider: api,
    clock,
    concurrency: 4,
    options: { signal: interruption.signal },
  });
  expect(summary.stopped).toEqual({ reason: "interrupted", failure: null, refusedPico: null, refusing: [] });
  expect(api.answered).toBe(api.requests.length);
  expect(trials).toHaveLength(40);
  expect(trials.every(({ record }) => record.status !== "errored")).toBe(true);
});

test("what is in flight is cut off after the grace, and may have cost", async () => {
  const clock = new FakeClock();
  const api = new FakeApi({ clock, latencyMs: 200_000 });
  const interruption = new AbortController();
  void clock.sleep(1_000).then(() => interruption.abort());
  const { trials, summary, elapsedMs } = await run({
    trials: trialsOf(10),
    provider: api,
    clock,
    concurrency: 4,
    options: { signal: interruption.signal, graceMs: 5_000 },
  });
  expect(elapsedMs).toBe(6_000);
  expect(statuses(trials)).toEqual({ skipped: 10 });
  expect(summary.ledger.uncertainPico).toBe(400_000_000n);
});

test("fail-fast stops after the record that decides", async () => {
  const clock = new FakeClock();
  const api = new FakeApi({ clock });
  const { trials, summary } = await run({
    trials: trialsOf(30),
    provider: api,
    clock,
    concurrency: 1,
    options: { shouldStop: ({ ordinal }) => ordinal === 4 },
  });
  expect(summary.stopped?.reason).toBe("fail-fast");
  expect(trials).toHaveLength(30);
  expect(statuses(trials)["completed"]).toBeLessThanOrEqual(6);
});

test("trials that are decided or skipped by the suite are not sent", async () => {
  const clock = new FakeClock();
  const api = new FakeApi({ clock });
  const { outcomes } = await run({
    trials: trialsOf(4, (n) => ({ skipped: n === 1 ? "flaky" : null })),
    provider: api,
    clock,
    options: { skips: ({ ordinal }) => (ordinal === 2 ? { reason: "decided", detail: null } : null) },
  });
  expect(api.requests).toHaveLength(2);
  expect(outcomes.filter(({ status }) => status === "skipped")).toMatchObject([
    { reason: "suite", detail: "flaky" },
    { reason: "decided" },
  ]);
});

test("a budget that is used up stops the run; what waits and fits is still sent", async () => {
  const clock = new FakeClock();
  const api = new FakeApi({ clock });
  const caps = { runPico: 1_000_000_000n, suitesPico: [null] }; // reservations of 100M, prices of 15M
  const { trials, summary } = await run({ trials: trialsOf(200), provider: api, clock, concurrency: 50, caps });
  expect(summary.stopped).toEqual({ reason: "budget", failure: null, refusedPico: 100_000_000n, refusing: [null] });
  expect(summary.ledger.paidPico).toBe(api.billedPico);
  expect(api.billedPico <= 1_000_000_000n).toBe(true);
  expect(api.peakInFlight).toBeLessThanOrEqual(10);
  expect(statuses(trials)).toEqual({ completed: 61, skipped: 139 });
});

test("one suite's cap closes that suite alone", async () => {
  const clock = new FakeClock();
  const api = new FakeApi({ clock });
  const caps = { runPico: null, suitesPico: [150_000_000n, null] };
  const trials = trialsOf(60, (n) => ({ suite: n < 30 ? 0 : 1 }));
  const result = await run({ trials, provider: api, clock, caps });
  expect(statuses(result.trials.filter(({ suite }) => suite === 1))).toEqual({ completed: 30 });
  expect(statuses(result.trials.filter(({ suite }) => suite === 0))["skipped"]).toBeGreaterThan(0);
  expect(result.summary.stopped?.reason).toBe("budget");
});

test("a request of unknown price is not sent under a cap", async () => {
  const clock = new FakeClock();
  const api = new FakeApi({ clock });
  const prices = {
    costOf: () => null,
    worstCost: () => null,
    uncounted: () => [],
    expectedTokens: () => ({ inputTokens: 1, outputTokens: 1 }),
  };
  const capped = { runPico: 10n ** 18n, suitesPico: [null] };
  const refused = await run({ trials: trialsOf(3), provider: api, clock, caps: capped, options: { prices } });
  expect(api.requests).toHaveLength(0);
  expect(refused.summary.stopped?.reason).toBe("budget");
  const free = await run({ trials: trialsOf(3), provider: api, clock, options: { prices } });
  expect(free.summary.ledger).toMatchObject({ unknownCost: true, requests: 3 });
});

test("a recalled answer costs nothing, needs no slot and is marked as reused", async () => {
  const clock = new FakeClock();
  const api = new FakeApi({ clock });
  const asked: RecordedRequest[] = [];
  const { summary, outcomes, sent } = await run({
    trials: trialsOf(4),
    provider: api,
    clock,
    caps: { runPico: 0n, suitesPico: [null] },
    options: {
      recall: (request) => {
        asked.push(request);
        return { status: "recorded", reply: recordedReply() };
      },
    },
  });
  expect(asked.map(({ caseId, n }) => [caseId, n])).toEqual(trialsOf(4).map(({ caseId, nth }) => [caseId, nth]));
  expect(api.requests).toHaveLength(0);
  expect(sent).toHaveLength(0);
  expect(summary).toMatchObject({ stopped: null, reusedTrials: 4, ledger: { paidPico: 0n, requests: 0 } });
  expect(summary.ledger).toMatchObject({ reused: 4, savedPico: 60_000_000n });
  expect(outcomes[0]?.turns[0]).toMatchObject({ reused: true, costPico: 15_000_000n });
});

test("a recording that is missing errs the trial; one that is unknown is sent", async () => {
  const clock = new FakeClock();
  const api = new FakeApi({ clock });
  const failure = failureOf("missing_recording");
  const { outcomes } = await run({
    trials: trialsOf(2),
    provider: api,
    clock,
    options: { recall: ({ caseId }) => (caseId === "case-0" ? { status: "missing", failure } : { status: "unknown" }) },
  });
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["completed", "errored"]);
  expect(api.requests).toHaveLength(1);
});

function recordedReply(): RecordedReply {
  const usage = { ...NO_USAGE, inputTokens: 10, outputTokens: 5 };
  return {
    completion: {
      content: [{ type: "text", text: "ok" }],
      text: "ok",
      toolCalls: [],
      ending: "complete",
      stopReason: "end_turn",
      refusalCategory: null,
      usage,
      modelServed: "model-a",
    },
    requestId: null,
    ttftMs: 1,
    latencyMs: 2,
    recordedAtMs: 0,
  };
}

test("a bug in a grader is thrown, after what is in flight has ended", async () => {
  const clock = new FakeClock();
  const api = new FakeApi({ clock });
  const broken = (): never => {
    throw new TypeError("planted");
  };
  const running = run({ trials: trialsOf(50), provider: api, clock, concurrency: 3, options: { grade: broken } });
  await expect(running).rejects.toThrow("planted");
  expect(api.inFlight).toBe(0);
});

test("a plan that breaks off rejects the run and keeps what was answered", async () => {
  const clock = new FakeClock();
  const api = new FakeApi({ clock });
  const trials = trialsOf(3);
  const written: number[] = [];
  const open = async function* (): AsyncIterable<PlannedTrial> {
    yield* trials;
    throw new Error("the data file changed");
  };
  const journal: RunJournal = {
    nextId: () => "1.1",
    sent: () => Promise.resolve(),
    call: () => Promise.resolve(),
    trial: ({ ordinal }) => Promise.resolve(void written.push(ordinal)),
  };
  const options = runOptions({ trials, provider: api, clock, options: { open, journal } });
  await expect(runTrials(options)).rejects.toThrow("data file changed");
  expect(written.toSorted((a, b) => a - b)).toEqual([0, 1, 2]);
});

test("no request goes out before its line is written, nor at all where it cannot be", async () => {
  const clock = new FakeClock();
  const api = new FakeApi({ clock });
  const written: boolean[] = [];
  const nothing = Promise.resolve();
  const others = { nextId: () => "1.1", call: () => nothing, trial: () => nothing };
  const journal: RunJournal = {
    ...others,
    sent: async () => {
      await nothing.then(() => nothing);
      written.push(api.requests.length === 0);
      throw new Error("the disk is gone");
    },
  };
  const trials = trialsOf(1);
  await expect(runTrials(runOptions({ trials, provider: api, clock, options: { journal } }))).rejects.toThrow("gone");
  expect(written).toEqual([true]);
  expect(api.requests).toEqual([]);
});

test("the time of a turn is that of all its attempts: slow failures use it up together", async () => {
  const clock = new FakeClock();
  const slowFailure = failureOf("overloaded", { retryAfterMs: 1_000 });
  const api = new FakeApi({ clock, latencyMs: 4_000, script: () => slowFailure });
  const { outcomes, elapsedMs } = await run({
    trials: trialsOf(1, () => ({ timeoutMs: 12_000, maxAttempts: 5 })),
    provider: api,
    clock,
  });
  expect(elapsedMs).toBeLessThanOrEqual(12_000);
  expect(api.requests.length).toBeGreaterThan(1);
  expect(outcomes).toMatchObject([{ status: "errored", failure: { kind: "deadline" } }]);
});

test("a crash cuts off what is in flight: a bug does not go on spending until the answers end", async () => {
  const clock = new FakeClock();
  const startMs = clock.now();
  const api = new FakeApi({
    clock,
    script: (_request, { id }) => ({ latencyMs: id.caseId === "case-0" ? 100 : 200_000 }),
  });
  const bug = new Error("a bug in a check");
  const brokenGrade: typeof grade = (trial, outcome) =>
    trial.ordinal === 0 ? Promise.reject(bug) : grade(trial, outcome);
  const options = runOptions({ trials: trialsOf(3), provider: api, clock, options: { grade: brokenGrade } });
  await expect(runTrials(options)).rejects.toBe(bug);
  expect(api.requests.map(({ context }) => context.signal.aborted)).toEqual([false, true, true]);
  expect(clock.now() - startMs).toBeLessThan(10_000);
});
