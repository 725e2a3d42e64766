import { failureWords } from "../../domain/diagnostics/failure-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { failureHere } from "../../domain/run/failure-here.ts";
import { sumKnown } from "../../base/figures.ts";
import { hashValue } from "../../base/hash.ts";
import type { Purse } from "../../domain/run/budget.ts";
import type { AnsweredCall, Answerer, Call } from "../../domain/run/call.ts";
import type { Completion, ToolCall } from "../../domain/run/completion.ts";
import { meteredCallsOf, type Unfinished } from "../../domain/run/metered-call-fact.ts";
import { unreadableIn } from "../../domain/run/unreadable-block.ts";
import type { JsonObject } from "../../domain/values/json.ts";
import { type Picodollars, sumOrNull } from "../../domain/values/money.ts";
import type { CompletionRequest, Failure } from "../../domain/run/provider.ts";
import type { AttemptRecord } from "../../domain/formats/records.ts";
import { isPause } from "../../domain/run/stop-reason.ts";
import type { PlannedTrial, Skip, TrialId, TurnOutcome } from "../../domain/run/trial.ts";
import { answerCall } from "../calls/answer-call.ts";
import { messagesOf, withAnswer, withContainer, withMessages } from "./conversation.ts";
import { TurnTimer } from "../calls/turn-timer.ts";

/** A paused turn is continued at most so often: a model that never ends its turn costs without end. */
const MAX_PAUSES = 10;

/** What running a trial takes. */
export interface AnsweringParts {
  /** The ways to an answer, in the order in which they are asked. */
  readonly answerers: readonly Answerer[];
  /** The hash under which a request's answer is found again. */
  readonly hashRequest: (request: CompletionRequest) => string;
  /** What a trial has set aside for its judges; null: nothing. */
  readonly purseOf?: (trial: TrialId) => Purse | null;
}

/** A turn that is ready to be sent. */
export interface ReadyTurn {
  readonly trial: PlannedTrial;
  /** From 1. */
  readonly turn: number;
  readonly replies: readonly string[];
  readonly request: CompletionRequest;
  readonly userText: string;
}

interface TurnTrace {
  /** What was answered, also when the turn then failed; null when nothing was. */
  readonly turn: TurnOutcome | null;
  readonly attempts: readonly AttemptRecord[];
  readonly queuedMs: number;
}

export type TurnRun =
  | ({ readonly status: "answered"; readonly answer: Completion; readonly messages: readonly JsonObject[] } & TurnTrace)
  | ({ readonly status: "failed"; readonly failure: Failure } & Unfinished & TurnTrace)
  | ({ readonly status: "stopped" } & Skip & Unfinished & TurnTrace);

interface RoundAnswer extends AnsweredCall {
  readonly requestHash: string;
}

type AfterAnswer =
  | { readonly status: "done" }
  | { readonly status: "continue"; readonly request: CompletionRequest }
  | { readonly status: "failed"; readonly failure: Failure };

/**
 * Runs one turn: its request and, as long as the model calls tools that the suite answers or pauses, the requests that go
 * on within the same turn. All of them share the turn's time.
 */
export async function runTurn(parts: AnsweringParts, ready: ReadyTurn): Promise<TurnRun> {
  const { trial } = ready;
  const timer = new TurnTimer(trial.timeoutMs);
  const calls: RoundAnswer[] = [];
  const attempts: AttemptRecord[] = [];
  let queuedMs = 0;
  let { request } = ready;
  const trace = (): TurnTrace => ({ turn: turnOutcome(ready, calls), attempts, queuedMs });
  for (let round = 1; ; round++) {
    const call = await callOf(parts, ready, { round, request, timer });
    const outcome = await answerCall(parts.answerers, call);
    attempts.push(...outcome.attempts);
    queuedMs += outcome.queuedMs;
    if (outcome.status !== "answered") return { ...outcome, ...trace() };
    calls.push({ ...outcome, requestHash: call.identity.requestHash });
    const after = await afterAnswer(ready, request, calls);
    const messages = messagesOf(request);
    if (after.status === "failed") return { status: "failed", failure: after.failure, ...trace() };
    if (after.status === "done") return { status: "answered", answer: outcome.completion, messages, ...trace() };
    request = after.request;
  }
}

/** The request of a round as a call: the trial's, with the time that its turn has left. */
async function callOf(
  { hashRequest, purseOf }: AnsweringParts,
  { trial, turn, replies, userText }: ReadyTurn,
  { round, request, timer }: { readonly round: number; readonly request: CompletionRequest; readonly timer: TurnTimer },
): Promise<Call> {
  const { ordinal, suite, suiteName, caseId, armId, trial: number, key, nth } = trial;
  const { model, bucket, cacheGroups, maxAttempts } = trial;
  const purse = purseOf?.(trial) ?? null;
  return {
    owner: { ordinal, suite, suiteName, caseId, armId, trial: number },
    identity: {
      role: trial.target === undefined ? "turn" : "target",
      scope: key,
      turn,
      round,
      n: nth,
      requestHash: hashOf(trial, hashRequest(request)),
    },
    model,
    bucket,
    request,
    priority: turn === 1 && round === 1 ? "new" : "continuation",
    cacheGroups,
    maxAttempts,
    timer,
    simulated: await trial.simulated(turn, round, replies),
    ...(trial.target === undefined
      ? {}
      : { asks: { ...trial.target, userText, simulated: (k: number) => trial.simulated(turn, k, replies) } }),
    ...(purse === null ? {} : { purse }),
  };
}

/** An application sees the variables too, not only the texts that they stand in. */
function hashOf({ target }: Pick<PlannedTrial, "target">, requestHash: string): string {
  return target === undefined ? requestHash : hashValue([requestHash, target.vars]);
}

/** Does the turn go on after this answer, and with which request? */
async function afterAnswer(
  { trial, turn, replies }: ReadyTurn,
  request: CompletionRequest,
  calls: readonly AnsweredCall[],
): Promise<AfterAnswer> {
  const answer = calls.at(-1)?.completion;
  if (answer === undefined) throw new Error("no answer to go on from");
  const unreadable = unreadableIn(answer.content);
  if (unreadable !== null) return failedTurn(unreadable);
  const extended = withAnswer(messagesOf(request), answer);
  const goOn = (messages: readonly JsonObject[]): AfterAnswer => ({
    status: "continue",
    request: withContainer(withMessages(request, messages), answer.containerId ?? null),
  });
  if (goesOn(answer, request)) {
    if (count(calls, hasPaused) > MAX_PAUSES) return failedTurn(failureWords("many-pauses", { most: MAX_PAUSES }));
    return goOn(extended);
  }
  if (answer.ending !== "tool_use") return { status: "done" };
  const answers = await trial.answerTools(turn, answer.toolCalls.filter(isForUs), replies);
  if (answers.status === "none") return { status: "done" };
  if (answers.status === "unmatched") {
    const { name, input } = answers.call;
    return failedTurn(failureWords("unanswered-call", { name, input }));
  }
  if (count(calls, (completion) => !hasPaused(completion)) > trial.maxToolRounds) {
    return failedTurn(failureWords("many-rounds", { most: trial.maxToolRounds }));
  }
  return goOn([...extended, { role: "user", content: answers.blocks }]);
}

/** The API runs its own tools and those of MCP servers itself. */
function isForUs({ by }: ToolCall): boolean {
  return by !== "server" && by !== "mcp";
}

function hasPaused({ stopReason }: Completion): boolean {
  return isPause(stopReason);
}

/** A request that asks for nothing but a compaction is answered by it (SDK: `compaction`); one with an edit pauses at it. */
function goesOn(answer: Completion, { body }: CompletionRequest): boolean {
  return hasPaused(answer) && !(answer.stopReason === "compaction" && (body["compaction"] ?? null) !== null);
}

function count(calls: readonly AnsweredCall[], holds: (completion: Completion) => boolean): number {
  return calls.filter(({ completion }) => holds(completion)).length;
}

function failedTurn(message: Sentence): AfterAnswer {
  return { status: "failed", failure: failureHere({ kind: "tool", type: "tool_error", message }) };
}

function turnOutcome({ userText }: ReadyTurn, calls: readonly RoundAnswer[]): TurnOutcome | null {
  const [first] = calls;
  const last = calls.at(-1);
  if (first === undefined || last === undefined) return null;
  return {
    userText,
    completions: calls.map(({ completion }) => completion),
    costPico: sumOrNull(calls.flatMap(costsOf)),
    ttftMs: first.ttftMs,
    latencyMs: sumKnown(calls.map(({ latencyMs }) => latencyMs)),
    requestId: last.requestId,
    requestHash: first.requestHash,
    reused: calls.every(({ reused }) => reused),
  };
}

/** What an answer cost, and the calls behind it where an application made any. */
function costsOf({ costPico, completion }: RoundAnswer): readonly (Picodollars | null)[] {
  return [costPico, ...(meteredCallsOf(completion) ?? []).map((call) => call.costPico)];
}
