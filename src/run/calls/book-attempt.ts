import type { Call } from "../../domain/run/call.ts";
import type { Usage } from "../../domain/run/completion.ts";
import type { AttemptResult } from "../../domain/run/provider.ts";
import type { Reservation } from "../../domain/run/budget.ts";
import type { Charge } from "../../domain/run/ledger.ts";
import { excessOf } from "../../domain/run/ledger.ts";
import type { Picodollars } from "../../domain/values/money.ts";
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

/** An answer costs its price; what may have been billed without one is charged at the worst case, or at what its tokens come to. */
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
  const told = toldCost(sending, call, isAnswer ? result.completion.usage : result.partialUsage);
  const pico = told !== null && told > reservation.amountPico ? told : reservation.amountPico;
  return { status: "uncertain", pico, ...(isAnswer ? { isUnpriced: true } : {}) };
}

/**
 * What the reported tokens cost of the model that was asked, at its plain rates. It is no price: the answer has none, or
 * did not come whole. But tokens that cost more than was reserved were not covered, whatever their price is.
 */
function toldCost({ prices, clock }: Sending, call: Call, usage: Usage | null): Picodollars | null {
  if (usage === null) return null;
  const plain = { ...usage, serviceTier: null, speed: null, inferenceGeo: null, iterations: [] };
  return prices.costOf(call, { modelServed: call.model, usage: plain }, clock.now());
}
