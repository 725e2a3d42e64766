import { setTimeout as wait } from "node:timers/promises";
import type { Clock } from "../domain/clock.ts";

/** The machine's clock. A sleep that is cut short resolves: whoever sleeps looks at its signal. */
export const wallClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    wait(Math.max(0, ms), undefined, signal === undefined ? {} : { signal }).catch(() => undefined),
};
