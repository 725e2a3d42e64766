import { failureWords } from "../../domain/diagnostics/failure-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { setMaxListeners } from "node:events";
import type { Failure } from "../../domain/run/provider.ts";
import type { Picodollars } from "../../domain/values/money.ts";
import type { Skip } from "../../domain/run/trial.ts";

/** `store`: the disk is full. `fatal`: a failure that every other request would meet too. */
export type StopReason = "interrupted" | "budget" | "fatal" | "fail-fast" | "store";

export interface Stopped {
  readonly reason: StopReason;
  /** What the account or the endpoint said, when that stopped the run. */
  readonly failure: Failure | null;
  /** What the first request that found no room in the budget may cost at worst; null when the budget stopped nothing. */
  readonly refusedPico: Picodollars | null;
  /** The caps that had no room: suites by their index, null for the run's own. Empty when the budget stopped nothing. */
  readonly refusing: readonly (number | null)[];
}

/**
 * Whether the run goes on. `stop` ends all that is not in flight. A budget that is used up only closes the run (or one
 * suite) to new trials: what waits already may still fit.
 */
export class RunStop {
  private readonly controller = new AbortController();
  private readonly closedSuites = new Set<number>();
  /** Suites whose budget is held no more, and why; null: the run's. */
  private readonly broken = new Map<number | null, Sentence>();
  private stopped: Stopped | null = null;
  private closed = false;
  private hasSkipped = false;
  private refusedPico: Picodollars | null = null;
  private readonly refusing = new Set<number | null>();

  constructor() {
    setMaxListeners(0, this.controller.signal); // every wait of the run listens
  }

  /** Aborts when the run stops: waits end early. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Why the run ends early, the first reason given winning over an exhausted budget; null while it does not. */
  get reason(): Stopped | null {
    if (this.stopped !== null) return this.stopped;
    return this.closed || this.closedSuites.size > 0 || this.hasSkipped
      ? { reason: "budget", failure: null, refusedPico: this.refusedPico, refusing: [...this.refusing] }
      : null;
  }

  stop(reason: Exclude<StopReason, "budget">, failure: Failure | null = null): void {
    if (this.stopped !== null) return;
    this.stopped = { reason, failure, refusedPico: null, refusing: [] };
    this.controller.abort();
  }

  /** The budget of the run, or of one suite, has no room for what was asked, which may cost `worstPico`. */
  closeForBudget(suite: number | null, worstPico: Picodollars | null = null): void {
    this.refusedForBudget(suite, worstPico);
    if (suite === null) this.closed = true;
    else this.closedSuites.add(suite);
  }

  /** The budget of the run, or of one suite, had no room for one request; what is smaller may still fit. */
  refusedForBudget(suite: number | null, worstPico: Picodollars | null): void {
    this.refusedPico ??= worstPico;
    this.refusing.add(suite);
  }

  /** A trial was given up since a call of its application found no room in the budget: others, of smaller calls, go on. */
  skippedForBudget(): void {
    this.hasSkipped = true;
  }

  /** An answer cost more than was reserved for it: the budget of the run, or of one suite, cannot be held any more. */
  breakBudget(suite: number | null): void {
    this.giveUpBudget(suite, failureWords("broken-budget"));
  }

  /** More was paid under the budget of the run, or of one suite, than it allows. */
  overdraw(suite: number | null): void {
    this.giveUpBudget(suite, failureWords("overdrawn-budget"));
  }

  private giveUpBudget(suite: number | null, why: Sentence): void {
    this.closeForBudget(suite);
    if (!this.broken.has(suite)) this.broken.set(suite, why);
  }

  /** Why nothing at all may be sent any more, or null. */
  forAll(): Skip | null {
    return this.stopped === null ? null : skipOf(this.stopped);
  }

  /** Why no request of this suite may be sent any more, or null. */
  forRequest(suite: number): Skip | null {
    const stopped = this.forAll();
    const detail = this.broken.get(null) ?? this.broken.get(suite) ?? null;
    return stopped ?? (detail === null ? null : { reason: "budget", detail });
  }

  /** Why a trial of this suite may not start, or null. */
  forNewTrial(suite: number): Skip | null {
    const stopped = this.forRequest(suite);
    if (stopped !== null) return stopped;
    const scope = this.closed ? "run" : this.closedSuites.has(suite) ? "suite" : null;
    return scope === null ? null : { reason: "budget", detail: failureWords("no-room", { scope }) };
  }
}

function skipOf(stopped: Stopped): Skip {
  const { reason, failure } = stopped;
  if (reason === "store") return { reason: "interrupted", detail: failureWords("disk-full") };
  if (reason !== "fatal") return { reason, detail: null };
  return {
    reason: "interrupted",
    detail: failure === null ? null : failureWords("stopped-by", { why: failure.message }),
  };
}
