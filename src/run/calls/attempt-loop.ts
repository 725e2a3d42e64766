import { failureWords } from "../../domain/diagnostics/failure-words.ts";
import type { Answerer, Call, CallOutcome } from "../../domain/run/call.ts";
import { type Charge, spentOf } from "../../domain/run/ledger.ts";
import type { AttemptRecord } from "../../domain/formats/records.ts";
import type { AttemptResult, Failure } from "../../domain/run/provider.ts";
import type { Ticket } from "../schedule/ticket.ts";
import { RETRY_RULES, retryDelayMs, retryRule } from "./retry-policy.ts";
import { sendAttempt } from "./send-attempt.ts";
import type { Sending } from "./sending.ts";

/** What has happened to a call so far. */
interface CallProgress {
  readonly attempts: AttemptRecord[];
  queuedMs: number;
  /** Failures that used up an attempt, and how many there were of each kind. */
  used: number;
  readonly failures: Map<Failure["kind"], number>;
}

type Next =
  | { readonly status: "again"; readonly delayMs: number }
  | { readonly status: "over"; readonly failure: Failure };

/**
 * Answers from the API: attempts until one is answered, the failure is final, the attempts are used up or the time of the
 * call is over. It never hands a call on.
 */
export function attempts(sending: Sending): Answerer {
  return { answer: (call) => attemptUntilAnswered(sending, call) };
}

async function attemptUntilAnswered(sending: Sending, call: Call): Promise<CallOutcome> {
  const progress: CallProgress = { attempts: [], queuedMs: 0, used: 0, failures: new Map() };
  let waitedMs = 0;
  for (let attempt = 1; ; attempt++) {
    const tried = await tryOnce(sending, call, attempt, { progress, waitedMs });
    if (tried.status !== "failed") return tried;
    const next = decide(sending, call, tried.failure, progress);
    if (next.status === "over") return { ...tried, failure: next.failure };
    const fromMs = sending.clock.monotonicMs();
    await sending.clock.sleep(next.delayMs, anyOf(sending.stop.signal, call.relay?.signal));
    call.timer.spend(next.delayMs);
    call.timer.backedOff?.(fromMs, sending.clock.monotonicMs());
    waitedMs = next.delayMs;
  }
}

/** One attempt: waits for its slot, sends, books what it cost, and writes it down before anything counts on it. */
async function tryOnce(
  sending: Sending,
  call: Call,
  attempt: number,
  { progress, waitedMs }: { readonly progress: CallProgress; readonly waitedMs: number },
): Promise<CallOutcome> {
  const askedMs = sending.clock.monotonicMs();
  const dispatched = await sending.dispatcher.dispatch(
    ticketOf(sending, call, attempt),
    (slot) => sendAttempt(sending, call, attempt, slot),
    call.relay?.signal ?? null,
  );
  const trace = { attempts: progress.attempts, queuedMs: progress.queuedMs };
  if (dispatched.status === "refused") {
    return {
      ...trace,
      queuedMs: trace.queuedMs + sending.clock.monotonicMs() - askedMs,
      ...dispatched,
      status: "stopped",
    };
  }
  const { id, atMs, startedMs, result, charge, reservation } = dispatched;
  const queuedMs = startedMs - askedMs;
  if (result.status === "failed" && result.failure.kind === "rate_limited") call.timer.turnedAway?.(askedMs, startedMs);
  progress.queuedMs += queuedMs;
  progress.attempts.push(attemptRecord(result, atMs, waitedMs));
  await sending.books.finished(call, { id, attempt, atMs, waitedMs, queuedMs, result, charge });
  // Only now: a kill before would leave the request to be charged at its reservation.
  sending.dispatcher.settle(reservation, spentOf(charge));
  return outcomeOf(sending, result, charge, { attempts: progress.attempts, queuedMs: progress.queuedMs });
}

function outcomeOf(
  sending: Sending,
  result: AttemptResult,
  charge: Charge,
  trace: Pick<CallProgress, "attempts" | "queuedMs">,
): CallOutcome {
  if (result.status === "answered") {
    const { completion, ttftMs, latencyMs, requestId, reused } = result;
    const costPico = charge.status === "known" ? charge.pico : null;
    return { status: "answered", completion, costPico, ttftMs, latencyMs, requestId, reused, ...trace };
  }
  const skip = result.failure.kind === "aborted" ? sending.stop.forAll() : null;
  if (skip !== null) return { status: "stopped", ...skip, ...trace };
  return { status: "failed", failure: result.failure, ...trace };
}

function ticketOf({ prices }: Sending, call: Call, attempt: number): Ticket {
  const { owner, identity, request, bucket, cacheGroups, purse } = call;
  return {
    ...(purse === undefined ? {} : { purse }),
    bucket,
    suite: owner.suite,
    priority: attempt > 1 ? "continuation" : call.priority,
    expected: { ...prices.expectedTokens(request), role: identity.role },
    worstPico: prices.worstCost(request),
    cacheGroups,
  };
}

/** What follows a failure, by the rule of its kind and what the server says of it. */
function decide(sending: Sending, call: Call, failure: Failure, progress: CallProgress): Next {
  const rule = retryRule(failure, call.identity.role);
  const earlier = progress.failures.get(failure.kind) ?? 0;
  progress.failures.set(failure.kind, earlier + 1);
  if (rule.action === "stop" || rule.action === "fail") return { status: "over", failure };
  if (rule.action === "retry") progress.used += 1;
  if (rule.action === "wait") sending.watch.onRateLimited(call.bucket, failure.retryAfterMs);
  const isUsedUp = progress.used >= call.maxAttempts || (rule.maxRetries !== null && earlier >= rule.maxRetries);
  if (isUsedUp) {
    // Nothing has ever answered, or the server said in vain to try again: the other trials would only meet the same.
    const isOfAll =
      call.identity.role !== "meter" &&
      (RETRY_RULES[failure.kind].action === "stop" || (failure.kind === "connection" && !sending.isReached));
    if (isOfAll) sending.stop.stop("fatal", failure);
    return { status: "over", failure };
  }
  const delayMs = Math.round(retryDelayMs(rule, earlier, failure.retryAfterMs, sending.random));
  const leftMs = call.timer.backoffLeftMs ?? call.timer.remainingMs;
  if (delayMs >= leftMs) return { status: "over", failure: tooLate(failure, call) };
  return { status: "again", delayMs };
}

function tooLate(failure: Failure, call: Call): Failure {
  const message = failureWords("deadline-after", { limitMs: call.timer.limitMs, last: failure.message });
  return { ...failure, kind: "deadline", message };
}

/** A wait that either of two may end. */
function anyOf(signal: AbortSignal, other: AbortSignal | undefined): AbortSignal {
  return other === undefined ? signal : AbortSignal.any([signal, other]);
}

function attemptRecord(result: AttemptResult, atMs: number, waitedMs: number): AttemptRecord {
  const at = new Date(atMs).toISOString();
  if (result.status === "answered") return { at, status: 200, error: null, waited_ms: waitedMs };
  return { at, status: result.failure.httpStatus, error: result.failure.type, waited_ms: waitedMs };
}
