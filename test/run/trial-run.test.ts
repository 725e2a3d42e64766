import { expect, test } from "vitest";
import type { JsonObject } from "../../src/domain/values/json.ts";
import type { Failure, FailureKind } from "../../src/domain/run/provider.ts";
import type { PlannedTrial } from "../../src/domain/run/trial.ts";
import { FakeClock } from "../helpers/fake-clock.ts";
import type { Reply, Script } from "./fake-api.ts";
import { FakeApi, failureOf } from "./fake-api.ts";
import type { Recorded } from "./run-fixture.ts";
import { plannedTrial, run } from "./run-fixture.ts";

type Step = Reply | Failure;

/** Runs one trial against a script of replies, one for each request. */
async function runSteps(
  steps: readonly Step[],
  over: Partial<PlannedTrial> = {},
): Promise<Recorded & { api: FakeApi }> {
  const clock = new FakeClock();
  let next = 0;
  const script: Script = () => steps[Math.min(next++, steps.length - 1)] ?? {};
  const api = new FakeApi({ clock, script });
  return { ...(await run({ trials: [plannedTrial(0, over)], provider: api, clock })), api };
}

function messagesOf(api: FakeApi, index: number): JsonObject[] {
  return api.requests[index]?.request.body["messages"] as JsonObject[];
}

const toolUse = (name: string): JsonObject => ({ type: "tool_use", id: `id_${name}`, name, input: { city: "Paris" } });
const calls = (...names: string[]): Reply => ({
  content: names.map(toolUse),
  ending: "tool_use",
  stopReason: "tool_use",
});

test("a conversation sends its history back unmodified, thinking included", async () => {
  const content = [
    { type: "thinking", thinking: "hm", signature: "c2ln" },
    { type: "text", text: " one " },
  ];
  const { api, outcomes } = await runSteps([{ content }, { text: "two" }], { turnCount: 2 });
  expect(outcomes[0]?.status).toBe("completed");
  expect(messagesOf(api, 1)).toEqual([
    { role: "user", content: "question 0 turn 1" },
    { role: "assistant", content },
    { role: "user", content: "question 0 turn 2" },
  ]);
});

const endings = [
  { ending: "complete", turns: 3 },
  { ending: "stop_sequence", turns: 3 },
  { ending: "truncated", turns: 1 },
  { ending: "refusal", turns: 1 },
  { ending: "tool_use", turns: 1 },
] as const;
test.each(endings)("an answer that ends as $ending leaves $turns of 3 turns", async ({ ending, turns }) => {
  const { outcomes } = await runSteps([{ text: "x", ending, stopReason: ending }], { turnCount: 3 });
  expect(outcomes[0]).toMatchObject({ status: "completed" });
  expect(outcomes[0]?.turns).toHaveLength(turns);
});

test("an answer without content leaves no message in the history", async () => {
  const { api } = await runSteps([{ content: [] }, { text: "x" }], { turnCount: 2 });
  expect(messagesOf(api, 1).map(({ role }) => role)).toEqual(["user", "user"]);
});

test("tool calls that the suite answers go on within the turn", async () => {
  const blocks = [{ type: "tool_result", tool_use_id: "id_a", content: "12 °C" }];
  const { api, outcomes } = await runSteps([calls("a"), { text: "warm" }], {
    answerTools: () => ({ status: "answered", blocks }),
  });
  expect(outcomes[0]?.turns[0]?.completions.map(({ text }) => text)).toEqual(["", "warm"]);
  expect(messagesOf(api, 1).slice(1)).toEqual([
    { role: "assistant", content: [toolUse("a")] },
    { role: "user", content: blocks },
  ]);
});

const loops: readonly {
  readonly name: string;
  readonly step: Reply;
  readonly over: Partial<PlannedTrial>;
  readonly requests: number;
  readonly says: string;
}[] = [
  {
    name: "a tool call that nothing matches",
    step: calls("a"),
    over: { answerTools: (_turn, [call]) => ({ status: "unmatched", call: call! }) },
    requests: 1,
    says: 'a with {"city":"Paris"}',
  },
  {
    name: "more tool rounds than allowed",
    step: calls("a"),
    over: { maxToolRounds: 3, answerTools: () => ({ status: "answered", blocks: [] }) },
    requests: 4,
    says: "3 rounds",
  },
  {
    name: "more pauses than allowed",
    step: { text: "x", stopReason: "pause_turn" },
    over: {},
    requests: 11,
    says: "10",
  },
];
test.each(loops)("$name: the trial is errored, what was answered stays", async ({ step, over, requests, says }) => {
  const { api, outcomes } = await runSteps([step], over);
  expect(outcomes[0]).toMatchObject({ status: "errored", failure: { kind: "tool" } });
  expect(outcomes[0]?.status === "errored" ? outcomes[0].failure.message : "").toContain(says);
  expect(outcomes[0]?.turns[0]?.completions).toHaveLength(requests);
  expect(api.requests).toHaveLength(requests);
});

test("a paused turn is continued with what came so far", async () => {
  const { api, outcomes } = await runSteps([{ text: "a", stopReason: "pause_turn" }, { text: "b" }]);
  expect(messagesOf(api, 1).at(-1)).toEqual({ role: "assistant", content: [{ type: "text", text: "a" }] });
  expect(outcomes[0]?.status).toBe("completed");
});

const attempts: readonly {
  readonly kind: FailureKind;
  readonly times: number;
  readonly sent: number;
  readonly status: string;
}[] = [
  { kind: "server", times: 2, sent: 3, status: "completed" },
  { kind: "server", times: 9, sent: 5, status: "errored" },
  { kind: "overloaded", times: 4, sent: 5, status: "completed" },
  { kind: "stream", times: 9, sent: 5, status: "errored" },
  { kind: "conflict", times: 9, sent: 3, status: "errored" },
  { kind: "rate_limited", times: 20, sent: 21, status: "completed" },
  { kind: "invalid_request", times: 9, sent: 1, status: "errored" },
  { kind: "too_large", times: 9, sent: 1, status: "errored" },
  { kind: "authentication", times: 9, sent: 1, status: "errored" },
  { kind: "spend_limit", times: 9, sent: 1, status: "errored" },
];
test.each(attempts)("$times × $kind: $sent attempts, $status", async ({ kind, times, sent, status }) => {
  const failures = Array.from({ length: times }, () =>
    failureOf(kind, { retryAfterMs: kind === "rate_limited" ? 3_000 : null }),
  );
  const { api, outcomes, summary } = await runSteps([...failures, { text: "ok" }]);
  expect(api.requests).toHaveLength(sent);
  expect(outcomes[0]?.status).toBe(status);
  expect(outcomes[0]?.attempts).toHaveLength(sent);
  expect(summary.ledger).toMatchObject({ requests: sent, retries: sent - 1 });
});

test("a retry-after is waited for, and shows in the attempts", async () => {
  const { outcomes, api } = await runSteps([failureOf("rate_limited", { retryAfterMs: 7_000 }), { text: "ok" }]);
  expect(outcomes[0]?.attempts.map(({ waited_ms }) => waited_ms)).toEqual([0, 7_000]);
  expect((api.requests[1]?.atMs ?? 0) - (api.requests[0]?.atMs ?? 0)).toBeGreaterThanOrEqual(7_000);
});

test("a retry-after beyond the turn's time ends the trial at once", async () => {
  const { outcomes, elapsedMs } = await runSteps([failureOf("rate_limited", { retryAfterMs: 3_600_000 })]);
  expect(outcomes[0]).toMatchObject({ status: "errored", failure: { kind: "deadline" } });
  expect(elapsedMs).toBeLessThan(1_000);
});

test("an attempt is cut off when the turn's time is over; what it may have cost is uncertain", async () => {
  const { outcomes, elapsedMs, summary } = await runSteps([{ latencyMs: 3_600_000 }], { timeoutMs: 10_000 });
  expect(outcomes[0]).toMatchObject({ status: "errored", failure: { kind: "deadline" } });
  expect(elapsedMs).toBe(10_000);
  expect(summary.ledger).toMatchObject({ paidPico: 0n, uncertainPico: 100_000_000n });
});

test("each turn has its own time", async () => {
  const { outcomes } = await runSteps([{ latencyMs: 6_000 }], { turnCount: 3, timeoutMs: 10_000 });
  expect(outcomes[0]?.status).toBe("completed");
});

test("waiting for a slot does not use up a trial's time", async () => {
  const clock = new FakeClock();
  const api = new FakeApi({ clock, latencyMs: 8_000 });
  const trials = Array.from({ length: 5 }, (_, ordinal) => plannedTrial(ordinal, { timeoutMs: 10_000 }));
  const { outcomes } = await run({ trials, provider: api, clock, concurrency: 1 });
  expect(outcomes.map(({ status }) => status)).toEqual(trials.map(() => "completed"));
  expect(outcomes.map(({ queuedMs }) => queuedMs)).toEqual(
    [0, 8_000, 16_000, 24_000, 32_000].map(() => expect.any(Number)),
  );
});

test("a turn that cannot be rendered errs without sending", async () => {
  const failure = failureOf("template");
  const { api, outcomes } = await runSteps([{}], { openTurn: () => ({ status: "failed", failure }) });
  expect(outcomes[0]).toMatchObject({ status: "errored", failure });
  expect(api.requests).toHaveLength(0);
});
