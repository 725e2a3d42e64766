import { expect, test } from "vitest";
import type { Activity } from "../../../src/host/process-activity.ts";
import { untilAtRest } from "../../../src/targets/command/until-at-rest.ts";

const RUNS: Activity = { isBusy: true, ticks: 1, awaitsInput: false };
const SLEEPS: Activity = { isBusy: false, ticks: 1, awaitsInput: false };
const WAITS: Activity = { isBusy: false, ticks: 1, awaitsInput: true };
const UNTOLD: Activity = { isBusy: false, ticks: 1, awaitsInput: null };

/** How many looks it takes; the last one stays. `open`: by look, whether a call of it is open. */
async function looksAt(seen: readonly (Activity | null)[], open: readonly boolean[] = []): Promise<number> {
  let looks = 0;
  const look = (): Promise<Activity | null> => {
    looks += 1;
    return Promise.resolve(seen[looks - 1] ?? seen.at(-1) ?? null);
  };
  await untilAtRest(look, {
    isIdle: () => open[looks - 1] !== true,
    isOver: () => looks > 50,
    looks: 3,
    longestMs: 5_000,
  });
  return looks;
}

test.each<readonly [what: string, seen: readonly (Activity | null)[], open: readonly boolean[], looks: number]>([
  ["what waits for its input", [WAITS], [], 3],
  ["what runs first", [RUNS, SLEEPS, RUNS, WAITS], [], 6],
  ["what had some of the processor between two looks", [WAITS, { ...WAITS, ticks: 2 }], [], 5],
  ["what has a call open", [WAITS], [false, true, true], 6],
  ["a system that tells no more than that it sleeps", [UNTOLD], [], 3],
  ["a system that tells nothing", [null], [], 1],
  ["what has ended", [RUNS, null], [], 2],
  ["what sleeps on something else, until the run is over", [SLEEPS], [], 51],
])("%s", async (_, seen, open, looks) => {
  expect(await looksAt(seen, open)).toBe(looks);
});
