import type { AttemptId, AttemptResult, SendContext } from "../../domain/run/provider.ts";
import { bookAttempt } from "./book-attempt.ts";
import type { Sent, Slot } from "../schedule/dispatcher.ts";
import type { CallDesk, ModelCall } from "./model-call.ts";

/**
 * Sends one attempt while it holds its slot: notes in the journal that it is sent and with what reservation, and cuts it
 * off when the turn's time is over or the run may wait no longer. What it cost is booked before the slot comes free.
 */
export async function sendAttempt(desk: CallDesk, call: ModelCall, attempt: number, slot: Slot): Promise<Sent> {
  const id = desk.journal.nextId();
  const atMs = desk.clock.now();
  desk.journal.sent({
    v: 1,
    type: "sent",
    id,
    ordinal: call.trial.ordinal,
    suite: call.trial.suite,
    turn: call.turn,
    round: call.round,
    attempt,
    at: new Date(atMs).toISOString(),
    request_hash: call.requestHash,
    reserved_pico: slot.reservation.amountPico?.toString() ?? null,
  });
  desk.onSent();
  const cutOff = cutAfter(desk, call.timer.remainingMs);
  try {
    const result = await desk.provider.send(
      call.request,
      contextOf(desk, call, attempt, { slot, signal: cutOff.signal }),
    );
    call.timer.spend(desk.clock.now() - atMs);
    const ended = cutOff.isLate() ? afterDeadline(result, call) : result;
    const { reservation } = slot;
    const charge = bookAttempt(desk, call, { result: ended, attempt, reservation });
    return { id, atMs, result: ended, charge, reservation };
  } finally {
    cutOff.release();
  }
}

function attemptIdOf(call: ModelCall, attempt: number): AttemptId {
  const { suiteName, caseId, armId, trial } = call.trial;
  return { suite: suiteName, caseId, armId, trial, turn: call.turn, round: call.round, attempt };
}

function contextOf(
  desk: CallDesk,
  call: ModelCall,
  attempt: number,
  { slot, signal }: { readonly slot: Slot; readonly signal: AbortSignal },
): SendContext {
  return {
    id: attemptIdOf(call, attempt),
    signal,
    simulated: call.simulated,
    onText: (delta) => desk.onText(call.trial, delta),
    onFirstByte: slot.onFirstByte,
    onRateLimits: slot.onRateLimits,
  };
}

/** A signal that aborts after `ms` or at the run's cutoff. */
function cutAfter(desk: CallDesk, ms: number): { signal: AbortSignal; isLate: () => boolean; release: () => void } {
  const controller = new AbortController();
  const finished = new AbortController();
  let late = false;
  const abort = (): void => controller.abort();
  if (desk.cutoff.aborted) abort();
  desk.cutoff.addEventListener("abort", abort);
  void desk.clock.sleep(ms, finished.signal).then(() => {
    if (finished.signal.aborted) return;
    late = true;
    abort();
  });
  const release = (): void => {
    finished.abort();
    desk.cutoff.removeEventListener("abort", abort);
  };
  return { signal: controller.signal, isLate: () => late, release };
}

function afterDeadline(result: AttemptResult, call: ModelCall): AttemptResult {
  if (result.status === "answered" || result.failure.kind !== "aborted") return result;
  const message = `no answer within ${call.timer.limitMs / 1000} s`;
  return { ...result, failure: { ...result.failure, kind: "deadline", type: "timeout_error", message } };
}
