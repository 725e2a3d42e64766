import { setTimeout as sleep } from "node:timers/promises";
import type { Activity } from "../../host/process-activity.ts";

/** How often it is looked at what a process is at. */
const LOOK_MS = 10;
/** It is at rest when so many looks in a row show it waiting: between two a request of its own has come in. */
const LOOKS = 3;
/** What sleeps so long waits for its input too, if in a way that is not known. */
const ASLEEP_MS = 1_000;
/** Something that never rests gets its first line all the same. */
const LONGEST_MS = 5_000;

interface Starting {
  /** Is none of its calls open? */
  readonly isIdle: () => boolean;
  /** Is there nothing to wait for any more? */
  readonly isOver: () => boolean;
}

/** Resolves when a process that has just started waits for its input, as far as the system tells; at once where it does not. */
export async function untilAtRest(look: () => Promise<Activity | null>, { isIdle, isOver }: Starting): Promise<void> {
  let [before, waiting, asleepMs]: [Activity | null, number, number] = [null, 0, 0];
  for (let waitedMs = 0; waitedMs < LONGEST_MS && !isOver();) {
    const now = await look();
    if (now === null) return;
    const isAsleep = isIdle() && !now.isBusy && (before === null || before.ticks === now.ticks);
    waiting = isAsleep && now.awaitsInput !== false ? waiting + 1 : 0;
    if (waiting >= LOOKS || asleepMs >= ASLEEP_MS) return;
    before = now;
    await sleep(LOOK_MS);
    asleepMs = isAsleep ? asleepMs + LOOK_MS : 0;
    if (isIdle()) waitedMs += LOOK_MS;
  }
}
