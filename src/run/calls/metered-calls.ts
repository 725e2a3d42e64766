import type { Purse } from "../../domain/run/budget.ts";
import type { AnsweredCall, Answerer, Call, CallOutcome, CallOwner, CallTimer } from "../../domain/run/call.ts";
import type { CompletionRequest, Failure, SimulatedReply } from "../../domain/run/provider.ts";
import type { Relay } from "../../domain/run/relay.ts";
import { answerCall } from "./answer-call.ts";
import { BackoffAllowance } from "./backoff-allowance.ts";
import { EqualRequests, type EqualNumber } from "./equal-requests.ts";
import { MeteredTimer } from "./metered-timer.ts";
import { TurnTimer } from "./turn-timer.ts";

/** An application's request, ready to be sent. */
export interface MeteredRequest {
  readonly owner: CallOwner;
  readonly model: string;
  readonly bucket: string;
  readonly request: CompletionRequest;
  readonly requestHash: string;
  readonly requestParts: () => Readonly<Record<string, string>>;
  readonly relay: Relay;
  /** What its trial sets aside for its judges; absent: nothing. */
  readonly purse?: Purse;
  /** What answers are kept under; absent: the request's own hash. */
  readonly scope?: string;
  /** What a simulator is told to answer; absent: its own echo. */
  readonly simulated?: SimulatedReply | null;
}

export interface MeteredLimits {
  readonly maxAttempts: number;
  /** For all attempts and their backoff, waits for admission and money left out. */
  readonly timeoutMs: number;
  /** For what all calls together wait for rate limits; null or absent: as long as each call's own time. */
  readonly backoffMs?: number | null;
}

/** What became of it. */
export interface MeteredOutcome {
  readonly outcome: CallOutcome;
  /** Did the answer go out while it came? Else it is to be written. */
  readonly isPassedOn: boolean;
  /** To be told, for an answer alone: did all of it arrive? It may turn out later that it did not. */
  delivered(isWhole: boolean): void;
}

/** What is asked for an answer, the cheapest first. */
export interface MeteredAnswerers {
  /** Journals of earlier sessions and recordings. */
  readonly stored: readonly Answerer[];
  readonly api: Answerer;
}

/**
 * So many numbers above a request's own are looked into for a stored answer: a request that failed for good beside equal ones
 * that were answered has left a gap below theirs.
 */
const MAX_GAP = 64;

/**
 * The calls of an application, each to its answer: from the journal of an earlier session, from a recording, or from the
 * API. Equal requests are told apart by their number in this pass.
 */
export class MeteredCalls {
  private readonly answerers: MeteredAnswerers;
  private readonly limits: MeteredLimits;
  private readonly backoff: BackoffAllowance | null;
  /** The failure after which no time to wait was left. */
  private gaveUp: Failure | null = null;
  private readonly equals = new EqualRequests<AnsweredCall>();

  constructor(answerers: MeteredAnswerers, limits: MeteredLimits) {
    this.answerers = answerers;
    this.limits = limits;
    const { backoffMs = null } = limits;
    this.backoff = backoffMs === null ? null : new BackoffAllowance(backoffMs);
  }

  async answer(asked: MeteredRequest): Promise<MeteredOutcome> {
    const own = this.equals.take(asked.requestHash);
    const found = await this.storedAnswer(asked, own).catch((error: unknown) => {
      this.equals.giveBack(asked.requestHash, own);
      throw error;
    });
    if (found?.outcome.status === "answered") return this.answered(asked, found.number, found.outcome);
    const outcome = found?.outcome ?? (await this.fromApi(asked, own));
    if (outcome.status === "answered") return this.answered(asked, own, outcome);
    this.equals.giveBack(asked.requestHash, own);
    return { outcome, isPassedOn: false, delivered: () => undefined };
  }

  private answered(
    { requestHash, relay }: MeteredRequest,
    number: Pick<EqualNumber<AnsweredCall>, "k">,
    outcome: Extract<CallOutcome, { status: "answered" }>,
  ): MeteredOutcome {
    const delivered = (isWhole: boolean): void => {
      if (!isWhole) this.equals.keep(requestHash, number, outcome);
    };
    return { outcome, isPassedOn: relay.hasBegun, delivered };
  }

  private async fromApi(asked: MeteredRequest, { k }: EqualNumber<AnsweredCall>): Promise<CallOutcome> {
    // Nobody waits any more: a request could only be turned away, and an application that asks on and on would never end.
    if (this.gaveUp !== null) return { status: "failed", failure: this.gaveUp, attempts: [], queuedMs: 0 };
    const outcome = await answerCall([this.answerers.api], this.callOf(asked, k)).catch((error: unknown) => {
      this.equals.giveBack(asked.requestHash, { k });
      throw error;
    });
    const isOver = this.backoff?.remainingMs === 0;
    if (isOver && outcome.status === "failed") this.gaveUp = { ...outcome.failure, shouldRetry: false };
    return outcome;
  }

  /** An answer that is there already, at this number or, its number then given back, at one above; null: none, and the API may be asked. */
  private async storedAnswer(asked: MeteredRequest, own: EqualNumber<AnsweredCall>): Promise<Stored | null> {
    if (own.kept !== null) return { number: own, outcome: { status: "answered", ...own.kept } };
    const first = await this.storedAt(asked, own.k);
    if (first?.status === "answered" || this.answerers.stored.length === 0) return stored(own, first);
    for (let k = own.k; k < own.k + MAX_GAP;) {
      const number = this.equals.take(asked.requestHash, k);
      const outcome: CallOutcome | null =
        number.kept === null ? await this.storedAt(asked, number.k) : { status: "answered", ...number.kept };
      if (outcome?.status === "answered") {
        this.equals.giveBack(asked.requestHash, own);
        return { number, outcome };
      }
      this.equals.giveBack(asked.requestHash, number);
      k = number.k;
    }
    return stored(own, first);
  }

  private async storedAt(asked: MeteredRequest, k: number): Promise<CallOutcome | null> {
    for (const answerer of this.answerers.stored) {
      const outcome = await answerer.answer(this.callOf(asked, k));
      if (outcome !== null) return outcome;
    }
    return null;
  }

  private timer(): CallTimer {
    const { timeoutMs } = this.limits;
    return this.backoff === null ? new TurnTimer(timeoutMs) : new MeteredTimer(timeoutMs, this.backoff);
  }

  private callOf(asked: MeteredRequest, k: number): Call {
    const { owner, model, bucket, request, requestHash, requestParts, relay, simulated = null } = asked;
    const scope = asked.scope ?? `meter ${requestHash}`;
    return {
      owner,
      identity: { role: "meter", scope, turn: 1, round: 1, n: k, requestHash },
      model,
      bucket,
      request,
      priority: "new",
      cacheGroups: [],
      maxAttempts: this.limits.maxAttempts,
      timer: this.timer(),
      simulated,
      relay,
      requestParts,
      ...(asked.purse === undefined ? {} : { purse: asked.purse }),
    };
  }
}

interface Stored {
  readonly number: Pick<EqualNumber<AnsweredCall>, "k">;
  readonly outcome: CallOutcome;
}

function stored(number: EqualNumber<AnsweredCall>, outcome: CallOutcome | null): Stored | null {
  return outcome === null ? null : { number, outcome };
}
