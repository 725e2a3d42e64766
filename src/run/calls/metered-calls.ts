import type { AnsweredCall, Answerer, Call, CallOutcome, CallOwner } from "../../domain/run/call.ts";
import type { CompletionRequest } from "../../domain/run/provider.ts";
import type { Relay } from "../../domain/run/relay.ts";
import { answerCall } from "./answer-call.ts";
import { EqualRequests, type Place } from "./equal-requests.ts";
import { TurnTimer } from "./turn-timer.ts";

/** An application's request, ready to be sent. */
export interface MeteredRequest {
  readonly owner: CallOwner;
  readonly model: string;
  readonly bucket: string;
  readonly request: CompletionRequest;
  readonly requestHash: string;
  readonly requestParts: Readonly<Record<string, string>>;
  readonly relay: Relay;
}

export interface MeteredLimits {
  readonly maxAttempts: number;
  /** For all attempts and their backoff, waits for admission and money left out. */
  readonly timeoutMs: number;
}

/** What became of it. */
export interface MeteredOutcome {
  readonly outcome: CallOutcome;
  /** Did the answer go out while it came? Else it is to be written. */
  readonly isPassedOn: boolean;
  /** To be told, for an answer alone: did all of it arrive? It may turn out later that it did not. */
  delivered(isWhole: boolean): void;
}

/**
 * The calls of an application, each to its answer: from the journal of an earlier session, from a recording, or from the
 * API, in the order of the answerers. Equal requests are told apart by their number in this pass.
 */
export class MeteredCalls {
  private readonly answerers: readonly Answerer[];
  private readonly limits: MeteredLimits;
  private readonly equals = new EqualRequests<AnsweredCall>();

  constructor(answerers: readonly Answerer[], limits: MeteredLimits) {
    this.answerers = answerers;
    this.limits = limits;
  }

  async answer(asked: MeteredRequest): Promise<MeteredOutcome> {
    const { requestHash } = asked;
    const place = this.equals.take(requestHash);
    const outcome = await this.outcomeOf(asked, place).catch((error: unknown) => {
      this.equals.giveBack(requestHash, place);
      throw error;
    });
    if (outcome.status !== "answered") {
      this.equals.giveBack(requestHash, place);
      return { outcome, isPassedOn: false, delivered: () => undefined };
    }
    const delivered = (isWhole: boolean): void => {
      if (!isWhole) this.equals.keep(requestHash, place, outcome);
    };
    return { outcome, isPassedOn: asked.relay.hasBegun, delivered };
  }

  private async outcomeOf(asked: MeteredRequest, place: Place<AnsweredCall>): Promise<CallOutcome> {
    if (place.kept !== null) return { status: "answered", ...place.kept };
    return answerCall(this.answerers, this.callOf(asked, place.k));
  }

  private callOf(asked: MeteredRequest, k: number): Call {
    const { owner, model, bucket, request, requestHash, requestParts, relay } = asked;
    return {
      owner,
      identity: { role: "meter", scope: `meter ${requestHash}`, turn: 1, round: 1, n: k, requestHash },
      model,
      bucket,
      request,
      priority: "new",
      cacheGroups: [],
      maxAttempts: this.limits.maxAttempts,
      timer: new TurnTimer(this.limits.timeoutMs),
      simulated: null,
      relay,
      requestParts,
    };
  }
}
