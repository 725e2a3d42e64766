import type { Clock } from "../../domain/values/clock.ts";
import type { Exchange } from "./exchange.ts";

/** Ends exchanges on whose body no byte came for too long. */
export interface StallWatch {
  add(exchange: Exchange): void;
  remove(exchange: Exchange): void;
}

/** A watch over bodies of which the next byte may be `stallMs` away at most. */
export function createStallWatch(clock: Clock, stallMs: number): StallWatch {
  return new BodyWatch(clock, stallMs);
}

/**
 * One sleeper for all attempts in flight: it sleeps until the earliest deadline there can be, so that a byte that
 * arrives costs an assignment and not a timer. Pings are bytes too. An exchange counts from its last byte.
 */
class BodyWatch implements StallWatch {
  private readonly clock: Clock;
  private readonly stallMs: number;
  private readonly live = new Set<Exchange>();
  private sleeper: AbortController | null = null;
  private isRestDue = false;

  constructor(clock: Clock, stallMs: number) {
    this.clock = clock;
    this.stallMs = stallMs;
  }

  add(exchange: Exchange): void {
    this.live.add(exchange);
    if (this.sleeper !== null) return;
    this.sleeper = new AbortController();
    void this.keepWatch(this.sleeper.signal);
  }

  remove(exchange: Exchange): void {
    this.live.delete(exchange);
    if (this.live.size > 0 || this.sleeper === null || this.isRestDue) return;
    this.isRestDue = true;
    // Short answers come and go: the next is mostly there by then.
    setImmediate(() => {
      this.isRestDue = false;
      this.rest();
    });
  }

  private async keepWatch(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const wakeAt = this.endStalled();
      if (wakeAt === Infinity) return this.rest();
      await this.clock.sleep(wakeAt - this.clock.monotonicMs(), signal);
    }
  }

  /** Ends what is overdue and returns when the next exchange can be, on the monotonic clock. */
  private endStalled(): number {
    let earliest = Infinity;
    for (const exchange of this.live) {
      const deadline = (exchange.lastByteAt ?? exchange.startedAt) + this.stallMs;
      if (deadline > this.clock.monotonicMs()) {
        earliest = Math.min(earliest, deadline);
        continue;
      }
      exchange.stalled = true;
      this.remove(exchange);
      exchange.endBody?.();
    }
    return earliest;
  }

  /** Nobody sleeps for nothing: a timer would keep the process alive. */
  private rest(): void {
    if (this.live.size > 0) return;
    this.sleeper?.abort("idle"); // without a reason, a DOMException and its stack would be made
    this.sleeper = null;
  }
}
