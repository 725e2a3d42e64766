import type { AttemptResult } from "../../domain/run/provider.ts";
import type { Reservation } from "../schedule/budget.ts";
import type { Charge } from "../../domain/run/ledger.ts";
import { withEntry } from "../../domain/run/ledger.ts";
import type { CallDesk, ModelCall } from "./model-call.ts";
import { RETRY_RULES } from "./retry-policy.ts";

interface Ended {
  readonly result: AttemptResult;
  readonly attempt: number;
  readonly reservation: Reservation;
}

/**
 * Enters an attempt that has ended in the ledger. A failure that every other request would meet too stops the run, before
 * anything else can take the slot.
 */
export function bookAttempt(desk: CallDesk, call: ModelCall, ended: Ended): Charge {
  const { result, attempt } = ended;
  const charge = chargeOf(desk, call, ended);
  const failure = result.status === "failed" ? result.failure : null;
  desk.isReached ||= failure === null || failure.httpStatus !== null;
  desk.ledger = withEntry(desk.ledger, {
    charge,
    isRetry: attempt > 1,
    isRateLimited: failure?.kind === "rate_limited",
  });
  if (failure !== null && RETRY_RULES[failure.kind].action === "stop") desk.stop.stop("fatal", failure);
  return charge;
}

/** An answer costs its price; what may have been billed without an answer is charged at the worst case. */
function chargeOf(desk: CallDesk, { trial }: ModelCall, { result, reservation }: Ended): Charge {
  if (result.status === "failed" && !result.failure.maybeBilled) return { status: "known", pico: 0n };
  const cost = result.status === "answered" ? desk.prices.costOf(trial, result.completion, desk.clock.now()) : null;
  if (cost !== null) return { status: "known", pico: cost };
  return reservation.amountPico === null
    ? { status: "unknown" }
    : { status: "uncertain", pico: reservation.amountPico };
}
