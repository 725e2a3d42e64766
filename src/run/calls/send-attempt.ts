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
  const id = await sending.books.sent(call, attempt, { atMs, reservedPico: slot.reservation.amountPico });
  sending.watch.onSent();
  const cutOff = sending.cutOffs.add(call.timer.remainingMs, call.relay?.signal ?? null);
  try {
    const result = await sending.provider.send(
      call.request,
      contextOf(sending, call, attempt, { slot, signal: cutOff.signal }),
    );
    call.timer.spend(sending.clock.monotonicMs() - startedMs);
    const ended = cutOff.isLate ? afterDeadline(result, call) : result;
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
    role: call.identity.role,
    signal,
    simulated: call.simulated,
    ...(call.relay === undefined ? {} : { relay: call.relay }),
    onText: (delta) => sending.watch.onText(call, delta),
    onFirstByte: slot.onFirstByte,
    onRateLimits: slot.onRateLimits,
  };
}

function afterDeadline(result: AttemptResult, call: Call): AttemptResult {
  if (result.status === "answered" || result.failure.kind !== "aborted") return result;
  const message = failureWords("deadline", { limitMs: call.timer.limitMs });
  return { ...result, failure: { ...result.failure, kind: "deadline", type: "timeout_error", message } };
}
