import { expect, test } from "vitest";
import type { Clock } from "../../src/domain/values/clock.ts";
import { type Exchange, newExchange } from "../../src/providers/anthropic/exchange.ts";
import { createStallWatch } from "../../src/providers/anthropic/stall-watch.ts";
import { manualClock } from "./manual-clock.ts";

const STALL_MS = 1000;
const id = { suite: "s", caseId: "c", armId: "a", trial: 1, turn: 1, round: 1, attempt: 1 };

/** A watch over bodies, the sleeps that nobody has ended, and who was cut off. */
function watched() {
  const clock = manualClock(0);
  const sleeping = new Set<AbortSignal>();
  const counted: Clock = {
    ...clock,
    sleep(ms, signal) {
      if (signal === undefined) throw new Error("a sleep that nobody can end");
      sleeping.add(signal);
      return clock.sleep(ms, signal).finally(() => sleeping.delete(signal));
    },
  };
  const cut: string[] = [];
  const body = (name: string): Exchange => {
    const exchange = newExchange({ id, simulated: null }, clock.monotonicMs(), 1);
    exchange.endBody = () => void cut.push(name);
    return exchange;
  };
  return { clock, watch: createStallWatch(counted, STALL_MS), sleeping, cut, body };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

test("a body on which no byte comes is cut off, at its own time; one that is read, is not", async () => {
  const { clock, watch, cut, body } = watched();
  const [silent, talking] = [body("silent"), body("talking")];
  watch.add(silent);
  watch.add(talking);
  await clock.advance(STALL_MS - 1);
  talking.lastByteAt = clock.monotonicMs();
  await clock.advance(1);
  expect([cut, silent.stalled, talking.stalled]).toEqual([["silent"], true, false]);
  await clock.advance(STALL_MS - 1);
  expect(cut).toEqual(["silent", "talking"]);
});

test("bodies that come and go share one sleep, and the next is watched all the same", async () => {
  const { clock, watch, sleeping, cut, body } = watched();
  for (let round = 0; round < 50; round++) {
    const short = body("short");
    watch.add(short);
    watch.remove(short);
    expect(sleeping.size).toBe(1);
  }
  watch.add(body("last"));
  await settle();
  await clock.advance(STALL_MS);
  expect(cut).toEqual(["last"]);
});

test("one that comes when the last has just been cut off is watched too", async () => {
  const { clock, watch, cut, body } = watched();
  const first = body("first");
  first.endBody = () => {
    cut.push("first");
    watch.add(body("second"));
  };
  watch.add(first);
  await clock.advance(STALL_MS);
  await settle();
  await clock.advance(STALL_MS);
  expect(cut).toEqual(["first", "second"]);
});

test("when nothing is read any more nobody sleeps: a timer would keep the process", async () => {
  const { watch, sleeping, body } = watched();
  const [one, other] = [body("one"), body("other")];
  watch.add(one);
  watch.add(other);
  watch.remove(one);
  await settle();
  expect(sleeping.size).toBe(1);
  watch.remove(other);
  watch.remove(other);
  await settle();
  expect(sleeping.size).toBe(0);
});
