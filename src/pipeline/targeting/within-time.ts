import { LONGEST_TIMER_MS } from "../../base/longest-timer.ts";
import type { TargetReply } from "../../domain/run/target.ts";

export interface AskingLimit {
  readonly clock: { readonly elapsedMs: number };
  readonly limitMs: number;
  /** Aborts when the run may wait no longer. */
  readonly cutoff: AbortSignal;
}

const SHORTEST_LOOK_MS = 10;

/** The reply within a turn's time, as its clock counts it. The application is told by its signal when that is over. */
export async function withinTime(
  { clock, limitMs, cutoff }: AskingLimit,
  ask: (signal: AbortSignal) => Promise<TargetReply>,
): Promise<TargetReply | "late" | "cut"> {
  const over = new AbortController();
  const released = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const ended = new Promise<"late" | "cut">((resolve) => {
    const look = (): void => {
      const leftMs = limitMs - clock.elapsedMs;
      if (leftMs <= 0) resolve("late");
      else timer = setTimeout(look, Math.min(Math.max(leftMs, SHORTEST_LOOK_MS), LONGEST_TIMER_MS));
    };
    look();
    if (cutoff.aborted) resolve("cut");
    else cutoff.addEventListener("abort", () => resolve("cut"), { signal: released.signal });
  });
  try {
    return await Promise.race([ask(over.signal), ended]);
  } finally {
    clearTimeout(timer);
    released.abort();
    over.abort();
  }
}
