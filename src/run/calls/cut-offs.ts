import type { Clock } from "../../domain/values/clock.ts";

/** What ends an attempt before its answer has come. */
export interface CutOff {
  readonly signal: AbortSignal;
  /** Was its time over? */
  readonly isLate: boolean;
  /** The attempt is over. */
  release(): void;
}

interface Open {
  readonly controller: AbortController;
  /** On the monotonic clock. */
  readonly deadlineMs: number;
  isLate: boolean;
}

/**
 * Cuts attempts off: when their time is over, when the run may wait no longer, or when nobody waits for the answer. One
 * sleeper and one listener serve all that are in flight: a timer and two listeners for each would cost as much as its hash.
 */
export class CutOffs {
  private readonly clock: Clock;
  private readonly cutoff: AbortSignal;
  private readonly open = new Set<Open>();
  private sleeper: { readonly wakesAtMs: number; readonly cancelled: AbortController } | null = null;

  /** `cutoff` aborts when what is in flight may no longer finish. */
  constructor(clock: Clock, cutoff: AbortSignal) {
    this.clock = clock;
    this.cutoff = cutoff;
    cutoff.addEventListener("abort", () => this.cutAll());
  }

  /** For an attempt that may take `ms`, and that nobody waits for any more once `gone` aborts. */
  add(ms: number, gone: AbortSignal | null): CutOff {
    const one: Open = { controller: new AbortController(), deadlineMs: this.clock.monotonicMs() + ms, isLate: false };
    const abort = (): void => one.controller.abort();
    gone?.addEventListener("abort", abort);
    this.open.add(one);
    if (this.cutoff.aborted || gone?.aborted === true) abort();
    this.sleepUntil(one.deadlineMs);
    return {
      signal: one.controller.signal,
      get isLate() {
        return one.isLate;
      },
      release: () => {
        gone?.removeEventListener("abort", abort);
        this.open.delete(one);
        if (this.open.size === 0) this.wake();
      },
    };
  }

  private cutAll(): void {
    for (const { controller } of this.open) controller.abort();
  }

  /** Attempts may mostly take the same time, so that the sleeper is seldom set anew. */
  private sleepUntil(atMs: number): void {
    if (this.sleeper !== null && this.sleeper.wakesAtMs <= atMs) return;
    this.wake();
    const own = { wakesAtMs: atMs, cancelled: new AbortController() };
    this.sleeper = own;
    void this.clock.sleep(atMs - this.clock.monotonicMs(), own.cancelled.signal).then(() => {
      if (this.sleeper !== own) return;
      this.sleeper = null;
      this.cutLate();
    });
  }

  private cutLate(): void {
    let next = Number.POSITIVE_INFINITY;
    for (const one of this.open) {
      if (one.isLate) continue;
      if (one.deadlineMs > this.clock.monotonicMs()) next = Math.min(next, one.deadlineMs);
      else {
        one.isLate = true;
        one.controller.abort();
      }
    }
    if (Number.isFinite(next)) this.sleepUntil(next);
  }

  private wake(): void {
    this.sleeper?.cancelled.abort("no longer needed"); // without a reason, a DOMException and its stack would be made
    this.sleeper = null;
  }
}
