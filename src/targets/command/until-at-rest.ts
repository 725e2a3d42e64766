import { setTimeout as sleep } from "node:timers/promises";
import type { TargetRest } from "../../domain/run/target.ts";
import type { Activity } from "../../host/process-activity.ts";

/** How often it is looked at what a process is at. */
const LOOK_MS = 10;
/** What sleeps so long waits for its input too, if in a way that is not known. */
const ASLEEP_MS = 1_000;

interface Rest extends Pick<TargetRest, "looks" | "longestMs"> {
  /** Is none of its calls open? */
  readonly isIdle: () => boolean;
  /** Is there nothing to wait for any more? */
  readonly isOver: () => boolean;
}

/** Resolves when a process that has just started, or answered, waits for its input, as far as the system tells; at once where it does not. */
export async function untilAtRest(
  look: () => Promise<Activity | null>,
  { isIdle, isOver, looks, longestMs }: Rest,
): Promise<void> {
  let [before, waiting, asleepMs]: [Activity | null, number, number] = [null, 0, 0];
  for (let waitedMs = 0; waitedMs < longestMs && !isOver();) {
    const now = await look();
    if (now === null) return;
    const isAsleep = isIdle() && !now.isBusy && (before === null || before.ticks === now.ticks);
    waiting = isAsleep && now.awaitsInput !== false ? waiting + 1 : 0;
    if (waiting >= looks || asleepMs >= ASLEEP_MS) return;
    before = now;
    await sleep(LOOK_MS);
    asleepMs = isAsleep ? asleepMs + LOOK_MS : 0;
    if (isIdle()) waitedMs += LOOK_MS;
  }
}
