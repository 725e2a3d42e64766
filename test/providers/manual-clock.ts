import type { Clock } from "../../src/domain/values/clock.ts";

export interface ManualClock extends Clock {
  /** Moves time on and wakes who is due. */
  advance(ms: number): Promise<void>;
}

/** A clock that stands still until it is moved. */
export function manualClock(startMs: number = Date.UTC(2026, 10, 23, 10)): ManualClock {
  let now = startMs;
  let sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  return {
    now: () => now,
    monotonicMs: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        sleepers.push({ at: now + ms, wake: resolve });
        signal?.addEventListener("abort", () => resolve(), { once: true });
      }),
    async advance(ms) {
      now += ms;
      for (const { at, wake } of sleepers) if (at <= now) wake();
      sleepers = sleepers.filter(({ at }) => at > now);
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}
