import type { Clock } from "../../domain/values/clock.ts";
import type { Exchange } from "./exchange.ts";

/** Ends exchanges on whose body no byte came for too long. */
export interface StallWatch {
  add(exchange: Exchange): void;
  remove(exchange: Exchange): void;
}

/**
 * One sleeper for all attempts in flight: it sleeps until the earliest deadline there can be, so that a byte that
 * arrives costs an assignment and not a timer. Pings are bytes too. An exchange counts from its last byte.
 */
export function createStallWatch(clock: Clock, stallMs: number): StallWatch {
  const live = new Set<Exchange>();
  let sleeper: AbortController | null = null;
  let isRestDue = false;

  async function keepWatch(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const wakeAt = endStalled();
      if (wakeAt === Infinity) return rest();
      await clock.sleep(wakeAt - clock.monotonicMs(), signal);
    }
  }

  /** Ends what is overdue and returns when the next exchange can be, on the monotonic clock. */
  function endStalled(): number {
    let earliest = Infinity;
    for (const exchange of live) {
      const deadline = (exchange.lastByteAt ?? exchange.startedAt) + stallMs;
      if (deadline > clock.monotonicMs()) {
        earliest = Math.min(earliest, deadline);
        continue;
      }
      exchange.stalled = true;
      remove(exchange);
      exchange.endBody?.();
    }
    return earliest;
  }

  function remove(exchange: Exchange): void {
    live.delete(exchange);
    if (live.size > 0 || sleeper === null || isRestDue) return;
    isRestDue = true;
    // Short answers come and go: the next is mostly there by then.
    setImmediate(() => {
      isRestDue = false;
      rest();
    });
  }

  /** Nobody sleeps for nothing: a timer would keep the process alive. */
  function rest(): void {
    if (live.size > 0) return;
    sleeper?.abort("idle"); // without a reason, a DOMException and its stack would be made
    sleeper = null;
  }

  return {
    add(exchange) {
      live.add(exchange);
      if (sleeper !== null) return;
      sleeper = new AbortController();
      void keepWatch(sleeper.signal);
    },
    remove,
  };
}
