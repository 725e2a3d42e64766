import type { AttemptResult, Failure, RecordedReply } from "../../domain/run/provider.ts";
import type { AttemptRecord } from "../../domain/formats/records.ts";
import { callLine } from "./call-line.ts";
import type { Ticket } from "../schedule/dispatcher.ts";
import type { Charge } from "../../domain/run/ledger.ts";
import { spentOf, withReuse } from "../../domain/run/ledger.ts";
import type { CallDesk, CallOutcome, ModelCall } from "./model-call.ts";
import { PRIORITIES } from "../schedule/ready-queue.ts";
import { RETRY_RULES, retryDelayMs } from "./retry-policy.ts";
import { sendAttempt } from "./send-attempt.ts";

/** What has happened to a call so far. */
interface Progress {
  readonly attempts: AttemptRecord[];
  queuedMs: number;
  /** Failures that used up an attempt, and how many there were of each kind. */
  used: number;
  readonly failures: Map<Failure["kind"], number>;
}

type Next =
  { readonly status: "again"; readonly delayMs: number } | { readonly status: "over"; readonly failure: Failure };

/**
 * Brings one request to its answer: from the journal of an earlier session, from a recording, or by attempts until one is
 * answered, the failure is final, the attempts are used up or the turn's time is over.
 */
export async function answerCall(desk: CallDesk, call: ModelCall): Promise<CallOutcome> {
  const replayed = await desk.replay?.answered(call);
  if (replayed) return { status: "answered", ...replayed };
  const { suite, caseId, nth } = call.trial;
  const recalled = desk.recall?.({ suite, caseId, n: nth, requestHash: call.requestHash }) ?? { status: "unknown" };
  if (recalled.status === "recorded") return recallOutcome(desk, call, recalled.reply);
  if (recalled.status === "missing") {
    return { status: "failed", failure: recalled.failure, attempts: [], queuedMs: 0 };
  }
  return attemptUntilAnswered(desk, call);
}

async function attemptUntilAnswered(desk: CallDesk, call: ModelCall): Promise<CallOutcome> {
  const progress: Progress = { attempts: [], queuedMs: 0, used: 0, failures: new Map() };
  let waitedMs = 0;
  for (let attempt = 1; ; attempt++) {
    const tried = await tryOnce(desk, call, attempt, { progress, waitedMs });
    if (tried.status !== "failed") return tried;
    const next = decide(desk, call, tried.failure, progress);
    if (next.status === "over") return { ...tried, failure: next.failure };
    await desk.clock.sleep(next.delayMs, desk.stop.signal);
    call.timer.spend(next.delayMs);
    waitedMs = next.delayMs;
  }
}

/** One attempt: waits for its slot, sends, books what it cost, and writes it down before anything counts on it. */
async function tryOnce(
  desk: CallDesk,
  call: ModelCall,
  attempt: number,
  { progress, waitedMs }: { readonly progress: Progress; readonly waitedMs: number },
): Promise<CallOutcome> {
  const askedMs = desk.clock.now();
  const dispatched = await desk.dispatcher.dispatch(ticketOf(desk, call, attempt), (slot) =>
    sendAttempt(desk, call, attempt, slot),
  );
  const trace = { attempts: progress.attempts, queuedMs: progress.queuedMs };
  if (dispatched.status === "refused") {
    return { ...trace, queuedMs: trace.queuedMs + desk.clock.now() - askedMs, ...dispatched, status: "stopped" };
  }
  const { id, atMs, result, charge, reservation } = dispatched;
  const queuedMs = atMs - askedMs;
  progress.queuedMs += queuedMs;
  progress.attempts.push(attemptRecord(result, atMs, waitedMs));
  await desk.journal.call(callLine(call, { id, attempt, atMs, waitedMs, queuedMs, result, charge }));
  // Only now: a kill before would leave the request to be charged at its reservation.
  desk.budget.settle(reservation, spentOf(charge));
  desk.dispatcher.pump();
  return outcomeOf(desk, result, charge, { attempts: progress.attempts, queuedMs: progress.queuedMs });
}

function outcomeOf(
  desk: CallDesk,
  result: AttemptResult,
  charge: Charge,
  trace: Pick<Progress, "attempts" | "queuedMs">,
): CallOutcome {
  if (result.status === "answered") {
    const { completion, ttftMs, latencyMs, requestId, reused } = result;
    const costPico = charge.status === "known" ? charge.pico : null;
    return { status: "answered", completion, costPico, ttftMs, latencyMs, requestId, reused, ...trace };
  }
  const skip = result.failure.kind === "aborted" ? desk.stop.forAll() : null;
  if (skip !== null) return { status: "stopped", ...skip, ...trace };
  return { status: "failed", failure: result.failure, ...trace };
}

function ticketOf(desk: CallDesk, call: ModelCall, attempt: number): Ticket {
  const { trial, request } = call;
  return {
    bucket: trial.bucket,
    suite: trial.suite,
    priority: attempt > 1 ? PRIORITIES.continuation : call.priority,
    expected: desk.prices.expectedTokens(trial, request),
    worstPico: desk.prices.worstCost(trial, request),
    cacheGroups: trial.cacheGroups,
  };
}

/** What follows a failure, by the rule of its kind. */
function decide(desk: CallDesk, call: ModelCall, failure: Failure, progress: Progress): Next {
  const rule = RETRY_RULES[failure.kind];
  const earlier = progress.failures.get(failure.kind) ?? 0;
  progress.failures.set(failure.kind, earlier + 1);
  if (rule.action === "stop" || rule.action === "fail") return { status: "over", failure };
  if (rule.action === "retry") progress.used += 1;
  if (rule.action === "wait") desk.onRateLimited(call.trial, failure.retryAfterMs);
  const isUsedUp = progress.used >= call.trial.maxAttempts || (rule.maxRetries !== null && earlier >= rule.maxRetries);
  if (isUsedUp) {
    // Nothing has ever answered: the other trials would only wait for the same silence.
    if (failure.kind === "connection" && !desk.isReached) desk.stop.stop("fatal", failure);
    return { status: "over", failure };
  }
  const delayMs = Math.round(retryDelayMs(rule, earlier, failure.retryAfterMs, desk.random));
  if (delayMs >= call.timer.remainingMs) return { status: "over", failure: tooLate(failure, call) };
  return { status: "again", delayMs };
}

function tooLate(failure: Failure, call: ModelCall): Failure {
  const message = `no answer within ${call.timer.limitMs / 1000} s; the last attempt failed: ${failure.message}`;
  return { ...failure, kind: "deadline", message };
}

function attemptRecord(result: AttemptResult, atMs: number, waitedMs: number): AttemptRecord {
  const at = new Date(atMs).toISOString();
  if (result.status === "answered") return { at, status: 200, error: null, waited_ms: waitedMs };
  return { at, status: result.failure.httpStatus, error: result.failure.type, waited_ms: waitedMs };
}

/** An answer from a recording, at the price of its day: it is written down like any other, and was not paid by this run. */
async function recallOutcome(desk: CallDesk, call: ModelCall, reply: RecordedReply): Promise<CallOutcome> {
  const result: AttemptResult = { ...reply, status: "answered", rateLimits: null, reused: true };
  const cost = desk.prices.costOf(call.trial, reply.completion, reply.recordedAtMs);
  const charge: Charge = cost === null ? { status: "unknown" } : { status: "known", pico: cost };
  const id = desk.journal.nextId();
  const atMs = desk.clock.now();
  desk.ledger = withReuse(desk.ledger, charge);
  await desk.journal.call(callLine(call, { id, attempt: 1, atMs, waitedMs: 0, queuedMs: 0, result, charge }));
  return outcomeOf(desk, result, charge, { attempts: [], queuedMs: 0 });
}
