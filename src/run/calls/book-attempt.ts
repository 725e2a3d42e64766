import type { Call } from "../../domain/run/call.ts";
import type { AttemptResult } from "../../domain/run/provider.ts";
import type { Reservation } from "../../domain/run/budget.ts";
import type { Charge } from "../../domain/run/ledger.ts";
import { excessOf } from "../../domain/run/ledger.ts";
import type { Sending } from "./sending.ts";
import { retryRule } from "./retry-policy.ts";

interface Ended {
  readonly result: AttemptResult;
  readonly attempt: number;
  readonly reservation: Reservation;
}

/**
 * Enters an attempt that has ended in the ledger. A failure that every other request would meet too stops the run, before
 * anything else can take the slot.
 */
export function bookAttempt(sending: Sending, call: Call, ended: Ended): Charge {
  const { result, attempt } = ended;
  const charge = chargeOf(sending, call, ended);
  const failure = result.status === "failed" ? result.failure : null;
  sending.isReached ||= failure === null || failure.httpStatus !== null;
  const { amountPico: reservedPico, suite, scope } = ended.reservation;
  const isRateLimited = failure?.kind === "rate_limited";
  const { role, scope: callScope } = call.identity;
  const isSimulated = result.status === "answered" && result.simulated === true;
  sending.books.enter({
    charge,
    role,
    scope: callScope,
    isRetry: attempt > 1,
    isRateLimited,
    isSimulated,
    reservedPico,
  });
  // A cap holds as long as no request costs more than was reserved for it: after one that did, nothing more is sent.
  const isBroken = scope !== null && excessOf({ charge, reservedPico }) > 0n;
  if (isBroken) sending.stop.breakBudget(scope === "run" ? null : suite);
  if (failure !== null && retryRule(failure, role).action === "stop") sending.stop.stop("fatal", failure);
  return charge;
}

/** An answer costs its price; what may have been billed without an answer is charged at the worst case. */
function chargeOf(sending: Sending, call: Call, { result, reservation }: Ended): Charge {
  if (result.status === "failed" && !result.failure.maybeBilled) return { status: "known", pico: 0n };
  const { prices, clock } = sending;
  const cost = result.status === "answered" ? prices.costOf(call, result.completion, clock.now()) : null;
  const capped =
    result.status === "answered" ? (prices.capCostOf?.(call, result.completion, clock.now()) ?? null) : null;
  if (cost !== null) {
    const isMore = capped !== null && capped > cost;
    return { status: "known", pico: cost, ...(isMore ? { cappedPico: capped } : {}) };
  }
  if (reservation.amountPico === null) return { status: "unknown" };
  const isAnswer = result.status === "answered";
  return { status: "uncertain", pico: reservation.amountPico, ...(isAnswer ? { isUnpriced: true } : {}) };
}
