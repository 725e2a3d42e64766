import { LONGEST_TIMER_MS } from "../base/longest-timer.ts";
import type { Clock } from "../domain/values/clock.ts";

/** The machine's clock. A sleep that is cut short resolves: the caller looks at its signal. */
export const wallClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => Math.floor(performance.now()),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted === true) return resolve();
      const timer = setTimeout(done, Math.min(Math.max(0, ms), LONGEST_TIMER_MS));
      function done(): void {
        clearTimeout(timer);
        signal?.removeEventListener("abort", done);
        resolve();
      }
      signal?.addEventListener("abort", done, { once: true });
    }),
};
