import pLimit from "p-limit";
import { LONGEST_TIMER_MS } from "../../base/longest-timer.ts";
import type { Answerer, Call, CallOutcome } from "../../domain/run/call.ts";
import { NO_USAGE, type Completion } from "../../domain/run/completion.ts";
import type { Charge } from "../../domain/run/ledger.ts";
import type { AttemptResult, Failure } from "../../domain/run/provider.ts";
import type { AskTarget, TargetAnswer, TargetReply, TargetTurn } from "../../domain/run/target.ts";
import { toolCallsOf } from "../../domain/run/tool-calls.ts";
import { fromUsd } from "../../domain/values/money.ts";
import type { Sending } from "./sending.ts";

/** How many turns applications may have in hand, over all suites and of each. */
interface TargetLimits {
  readonly concurrency: number;
}

/**
 * Answers from the applications under test: a turn is asked once, within its time; what is no answer fails the trial. The
 * answer is written down before anything counts on it.
 */
export function targetAnswers(ask: AskTarget, sending: Sending, { concurrency }: TargetLimits): Answerer {
  const limit = pLimit(concurrency);
  return {
    async answer(call) {
      const { asks } = call;
      return asks === undefined ? null : limit(() => askOnce(ask, sending, call, asks));
    },
  };
}

async function askOnce(
  ask: AskTarget,
  sending: Sending,
  call: Call,
  asks: NonNullable<Call["asks"]>,
): Promise<CallOutcome> {
  const { clock, stop, books } = sending;
  const stopped = stop.forRequest(call.owner.suite);
  if (stopped !== null) return { status: "stopped", ...stopped, attempts: [], queuedMs: 0 };
  const [atMs, startedMs] = [clock.now(), clock.monotonicMs()];
  const reply = await withinTime(sending, call, (signal) =>
    ask(asks.target, turnOf(call, asks), {
      vars: structuredClone(asks.vars),
      signal,
      session: call.identity.scope,
      baseUrl: null,
      apiKey: null,
      deadlineMs: call.timer.remainingMs,
    }),
  );
  const cut = reply === "cut" ? stop.forAll() : null;
  if (cut !== null) return { status: "stopped", ...cut, attempts: [], queuedMs: 0 };
  const latencyMs = clock.monotonicMs() - startedMs;
  call.timer.spend(latencyMs);
  const { result, charge } = resultOf(reply, call, asks, latencyMs);
  books.enter({ charge, role: "target", isRetry: false, isRateLimited: false, isSimulated: false, reservedPico: null });
  await books.answered(call, { atMs, result, charge });
  if (result.status === "failed") {
    return { status: "failed", failure: result.failure, attempts: [], queuedMs: 0 };
  }
  const costPico = charge.status === "known" ? charge.pico : null;
  const { completion, ttftMs, requestId, reused } = result;
  return { status: "answered", completion, costPico, ttftMs, latencyMs, requestId, reused, attempts: [], queuedMs: 0 };
}

/** The reply within what the turn has left; `cut`: the run may not wait for it any more. The application is told by its signal. */
async function withinTime(
  { cutoff }: Sending,
  { timer }: Call,
  ask: (signal: AbortSignal) => Promise<TargetReply>,
): Promise<TargetReply | "late" | "cut"> {
  const over = new AbortController();
  const released = new AbortController();
  let deadline: NodeJS.Timeout | undefined;
  const ended = new Promise<"late" | "cut">((resolve) => {
    deadline = setTimeout(() => resolve("late"), Math.min(Math.max(0, timer.remainingMs), LONGEST_TIMER_MS));
    if (cutoff.aborted) resolve("cut");
    else cutoff.addEventListener("abort", () => resolve("cut"), { signal: released.signal });
  });
  try {
    return await Promise.race([ask(over.signal), ended]);
  } finally {
    clearTimeout(deadline);
    released.abort();
    over.abort();
  }
}

function resultOf(
  reply: TargetReply | "late" | "cut",
  { timer }: Call,
  { target }: NonNullable<Call["asks"]>,
  latencyMs: number,
): { readonly result: AttemptResult; readonly charge: Charge } {
  const free: Charge = { status: "known", pico: 0n };
  const unknown: Charge = target.isMetered ? { status: "unknown" } : free;
  const trace = { requestId: null, rateLimits: null, latencyMs };
  if (typeof reply === "string" || reply.status === "failed") {
    const kind = reply === "late" ? "deadline" : "target";
    const message =
      typeof reply === "string" ? `${target.name} did not answer within ${timer.limitMs / 1000} s` : reply.message;
    return {
      result: { status: "failed", failure: targetFailure(kind, message), partialUsage: null, ...trace },
      charge: unknown,
    };
  }
  const { answer } = reply;
  const charge: Charge = answer.costUsd === null ? unknown : { status: "known", pico: fromUsd(answer.costUsd) };
  const completion = completionOf(answer, target.name);
  return { result: { status: "answered", completion, ttftMs: null, reused: false, ...trace }, charge };
}

/** The answer as a completion: an application ends its turn itself, whatever tools it called. */
function completionOf({ content, usage }: TargetAnswer, name: string): Completion {
  const texts = content.flatMap(({ type, text }) => (type === "text" && typeof text === "string" ? [text] : []));
  return {
    content,
    text: texts.join(""),
    toolCalls: toolCallsOf(content),
    ending: "complete",
    stopReason: "end_turn",
    refusalCategory: null,
    // What is not said is not known.
    usage: { ...NO_USAGE, ...(usage ?? { inputTokens: Number.NaN, outputTokens: Number.NaN }) },
    modelServed: name,
  };
}

function targetFailure(kind: "deadline" | "target", message: string): Failure {
  const type = kind === "target" ? "target_error" : "timeout_error";
  return { kind, type, code: null, httpStatus: null, message, retryAfterMs: null, maybeBilled: false };
}

function turnOf({ owner, identity, request }: Call, { userText }: NonNullable<Call["asks"]>): TargetTurn {
  const { system = null, messages } = request.body;
  return {
    input: userText,
    system: typeof system === "string" ? system : system === null ? null : JSON.stringify(system),
    messages: structuredClone(messages as TargetTurn["messages"]),
    turn: identity.turn,
    caseId: owner.caseId,
    armId: owner.armId,
    trial: owner.trial,
  };
}
