import { failureWords } from "../../domain/diagnostics/failure-words.ts";
import type { Call } from "../../domain/run/call.ts";
import type { AttemptId, AttemptResult, SendContext } from "../../domain/run/provider.ts";
import { bookAttempt } from "./book-attempt.ts";
import type { Sent, Slot } from "../schedule/ticket.ts";
import type { Sending } from "./sending.ts";

/**
 * Sends one attempt while it holds its slot: notes in the journal that it is sent and with what reservation, and cuts it
 * off when the turn's time is over or the run may wait no longer. What it cost is booked before the slot comes free.
 */
export async function sendAttempt(sending: Sending, call: Call, attempt: number, slot: Slot): Promise<Sent> {
  const atMs = sending.clock.now();
  const startedMs = sending.clock.monotonicMs();
  const id = sending.books.sent(call, attempt, { atMs, reservedPico: slot.reservation.amountPico });
  sending.watch.onSent();
  const cutOff = cutAfter(sending, call);
  try {
    const result = await sending.provider.send(
      call.request,
      contextOf(sending, call, attempt, { slot, signal: cutOff.signal }),
    );
    call.timer.spend(sending.clock.monotonicMs() - startedMs);
    const ended = cutOff.isLate() ? afterDeadline(result, call) : result;
    const { reservation } = slot;
    const charge = bookAttempt(sending, call, { result: ended, attempt, reservation });
    return { id, atMs, startedMs, result: ended, charge, reservation };
  } finally {
    cutOff.release();
  }
}

function attemptIdOf({ owner, identity }: Call, attempt: number): AttemptId {
  const { suiteName, caseId, armId, trial } = owner;
  const { turn, round } = identity;
  return { suite: suiteName, caseId, armId, trial, turn, round, attempt };
}

function contextOf(
  sending: Sending,
  call: Call,
  attempt: number,
  { slot, signal }: { readonly slot: Slot; readonly signal: AbortSignal },
): SendContext {
  return {
    id: attemptIdOf(call, attempt),
    signal,
    simulated: call.simulated,
    ...(call.relay === undefined ? {} : { relay: call.relay }),
    onText: (delta) => sending.watch.onText(call, delta),
    onFirstByte: slot.onFirstByte,
    onRateLimits: slot.onRateLimits,
  };
}

interface CutOff {
  readonly signal: AbortSignal;
  readonly isLate: () => boolean;
  readonly release: () => void;
}

/** A signal that aborts when the call's time is over, at the run's cutoff, or when nobody waits for the answer any more. */
function cutAfter(sending: Sending, { timer, relay }: Call): CutOff {
  const controller = new AbortController();
  const finished = new AbortController();
  let late = false;
  const abort = (): void => controller.abort();
  const signals = [sending.cutoff, ...(relay === undefined ? [] : [relay.signal])];
  for (const signal of signals) {
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort);
  }
  void sending.clock.sleep(timer.remainingMs, finished.signal).then(() => {
    if (finished.signal.aborted) return;
    late = true;
    abort();
  });
  const release = (): void => {
    finished.abort("answered"); // without a reason, a DOMException and its stack would be made
    for (const signal of signals) signal.removeEventListener("abort", abort);
  };
  return { signal: controller.signal, isLate: () => late, release };
}

function afterDeadline(result: AttemptResult, call: Call): AttemptResult {
  if (result.status === "answered" || result.failure.kind !== "aborted") return result;
  const message = failureWords("deadline", { limitMs: call.timer.limitMs });
  return { ...result, failure: { ...result.failure, kind: "deadline", type: "timeout_error", message } };
}
