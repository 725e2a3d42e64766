import { failureWords } from "../../domain/diagnostics/failure-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { failureHere } from "../../domain/run/failure-here.ts";
import type { AttemptRecord } from "../../domain/formats/records.ts";
import type { MeteredCallFact } from "../../domain/run/metered-call-fact.ts";
import type { Failure } from "../../domain/run/provider.ts";
import type { Skip } from "../../domain/run/trial.ts";
import type { Clock } from "../../domain/values/clock.ts";
import type { MeteredOutcome, MeteredRequest } from "../../run/calls/metered-calls.ts";

/** The calls that an application makes in a turn, and what of them its answer rests on. */
export class TurnCalls {
  private readonly clock: Pick<Clock, "now">;
  private readonly answered: MeteredCallFact[] = [];
  /** By request hash, how many failed and were not answered since. */
  private readonly failed = new Map<string, Failure>();
  private readonly explained = new Map<string, Sentence>();
  private readonly tries: AttemptRecord[] = [];
  private skip: Skip | null = null;

  constructor(clock: Pick<Clock, "now">) {
    this.clock = clock;
  }

  get facts(): readonly MeteredCallFact[] {
    return this.answered;
  }

  get attempts(): readonly AttemptRecord[] {
    return this.tries;
  }

  get stopped(): Skip | null {
    return this.skip;
  }

  /** The first call that failed and was never answered; null: none. */
  get failure(): Failure | null {
    for (const [requestHash, failure] of this.failed) {
      return { ...failure, message: this.explained.get(requestHash) ?? failure.message };
    }
    return null;
  }

  /** More about a call that failed: in what the nearest recording differs. */
  explain(requestHash: string, message: Sentence): void {
    this.explained.set(requestHash, message);
  }

  /** A call that we did not let through: nothing answers it later. */
  refused(message: Sentence): void {
    const failure = failureHere({ kind: "invalid_request", type: "invalid_request_error", message });
    this.failed.set(`refused ${message}`, failure);
  }

  note({ model, requestHash, relay }: MeteredRequest, { outcome }: MeteredOutcome): void {
    this.tries.push(...outcome.attempts);
    switch (outcome.status) {
      case "answered": {
        const { completion, costPico, latencyMs, reused } = outcome;
        const { usage } = completion;
        this.failed.delete(requestHash);
        this.answered.push({
          model,
          usage,
          costPico,
          toolCalls: completion.toolCalls.map(({ id, name, input }) => ({ id, name, input })),
          at: new Date(this.clock.now()).toISOString(),
          latencyMs,
          reused,
        });
        return;
      }
      case "failed":
        this.failed.set(requestHash, outcome.failure);
        return;
      case "stopped":
        // An application that gives up waiting for a call has not been refused it.
        if (relay.signal.aborted) {
          const message = failureWords("not-waited-for");
          this.failed.set(requestHash, failureHere({ kind: "aborted", message }));
        } else this.skip ??= { reason: outcome.reason, detail: outcome.detail };
        return;
    }
  }
}
