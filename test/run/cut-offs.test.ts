import { expect, test } from "vitest";
import { type CutOff, CutOffs } from "../../src/run/calls/cut-offs.ts";
import { FakeClock } from "../helpers/fake-clock.ts";

interface Watched {
  readonly cutOff: CutOff;
  /** When it was cut off; null: it was not. */
  atMs: number | null;
}

function open(cutOffs: CutOffs, clock: FakeClock, ms: number, gone: AbortSignal | null = null): Watched {
  const watched: Watched = { cutOff: cutOffs.add(ms, gone), atMs: null };
  const { signal } = watched.cutOff;
  if (signal.aborted) watched.atMs = clock.monotonicMs();
  signal.addEventListener("abort", () => (watched.atMs = clock.monotonicMs()));
  return watched;
}

const started = () => {
  const clock = new FakeClock();
  const run = new AbortController();
  return { clock, run, cutOffs: new CutOffs(clock, run.signal) };
};

test("each attempt is cut off when its own time is over, in whatever order they began", async () => {
  const { clock, cutOffs } = started();
  const times = [5_000, 3_000, 9_000, 3_000, 1_000];
  const all = times.map((ms) => open(cutOffs, clock, ms));
  await clock.sleep(10_000);
  expect(all.map(({ atMs }) => atMs)).toEqual(times);
  expect(all.every(({ cutOff }) => cutOff.isLate)).toBe(true);
});

test("what began later has all of its time", async () => {
  const { clock, cutOffs } = started();
  open(cutOffs, clock, 4_000);
  await clock.sleep(3_000);
  const second = open(cutOffs, clock, 4_000);
  await clock.sleep(10_000);
  expect(second.atMs).toBe(7_000);
});

test("an attempt that is over is not cut off, and others still are", async () => {
  const { clock, cutOffs } = started();
  const [over, next] = [open(cutOffs, clock, 1_000), open(cutOffs, clock, 2_000)];
  over.cutOff.release();
  await clock.sleep(5_000);
  expect([over.atMs, over.cutOff.isLate, next.atMs]).toEqual([null, false, 2_000]);
  next.cutOff.release();
  const again = open(cutOffs, clock, 500);
  await clock.sleep(5_000);
  expect(again.atMs).toBe(5_500);
});

test("the end of the run cuts off all that are open, and all that begin after it; none of them is late", () => {
  const { clock, run, cutOffs } = started();
  const [over, one, two] = [open(cutOffs, clock, 1_000), open(cutOffs, clock, 1_000), open(cutOffs, clock, 9_000)];
  over.cutOff.release();
  run.abort();
  const after = open(cutOffs, clock, 1_000);
  expect([over, one, two, after].map(({ atMs }) => atMs)).toEqual([null, 0, 0, 0]);
  expect([one, two, after].some(({ cutOff }) => cutOff.isLate)).toBe(false);
});

test("whoever goes takes only the own attempt along", () => {
  const { clock, cutOffs } = started();
  const gone = new AbortController();
  const [other, own] = [open(cutOffs, clock, 1_000), open(cutOffs, clock, 1_000, gone.signal)];
  gone.abort();
  const late = open(cutOffs, clock, 1_000, gone.signal);
  expect([other.atMs, own.atMs, late.atMs]).toEqual([null, 0, 0]);
  expect(own.cutOff.isLate).toBe(false);
});
