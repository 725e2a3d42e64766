const WINDOW_MS = 30_000;
const MIN_SPAN_MS = 1_000;
const MIN_STEP_MS = 500;

/** Tells how fast a count grows. */
export interface PaceMeter {
  /** Growth per second over the last half minute when the count is `done` at `nowMs`; null until a second has been seen. */
  at(nowMs: number, done: number): number | null;
  /** For how many milliseconds the count has not grown. */
  stillMs(nowMs: number): number;
}

/** A meter that has seen nothing yet. What was done before its first reading does not count. */
export function createPace(): PaceMeter {
  const readings: { readonly atMs: number; readonly done: number }[] = [];
  let grown: { readonly atMs: number; readonly done: number } | null = null;
  return {
    stillMs: (nowMs) => (grown === null ? 0 : nowMs - grown.atMs),
    at(nowMs, done) {
      if (grown === null || done > grown.done) grown = { atMs: nowMs, done };
      const newest = readings.at(-1);
      if (newest === undefined || nowMs - newest.atMs >= MIN_STEP_MS) readings.push({ atMs: nowMs, done });
      while (readings.length > 2 && nowMs - (readings[1]?.atMs ?? nowMs) >= WINDOW_MS) readings.shift();
      const oldest = readings[0];
      if (oldest === undefined || nowMs - oldest.atMs < MIN_SPAN_MS) return null;
      return ((done - oldest.done) * 1000) / (nowMs - oldest.atMs);
    },
  };
}
