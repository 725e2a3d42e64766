import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runScene, type Scene } from "./many-processes.ts";

/** 600 requests at 1,200 a minute with a burst of 60: 27 s at best (reference: many machines). */
const IDEAL_MS = 27_000;

const together = (count: number): Scene["processes"] =>
  Array.from({ length: count }, () => ({
    startMs: 0,
    requests: Math.floor(600 / count),
  }));

const LIMITS: readonly (readonly [string, Omit<Scene, "processes">])[] = [
  ["requests", { rpm: 1_200 }],
  ["requests, headers of when the request came in", { rpm: 1_200, headersOf: "request" }],
  ["input tokens", { rpm: 12_000, itpm: 600_000, inputTokens: 500 }],
];

describe.each(LIMITS)("processes that share a limit on %s and nothing else", (_name, limits) => {
  test.each([2, 4, 8])("%d of them take at most 1.25 of the ideal, and under 15%% is turned away", (count) => {
    for (const seed of [1, 2]) {
      const { endMs, rejectedShare } = runScene({
        ...limits,
        processes: together(count),
        seed,
      });
      expect(endMs).toBeLessThan(1.25 * IDEAL_MS);
      expect(rejectedShare).toBeLessThan(0.15);
    }
  });

  test("one alone takes 1.05 of it, and under 1% is turned away", () => {
    const { endMs, rejectedShare } = runScene({
      ...limits,
      processes: together(1),
    });
    expect(endMs).toBeLessThan(1.05 * IDEAL_MS);
    expect(rejectedShare).toBeLessThan(0.01);
  });
});

const between = (times: readonly number[], fromMs: number, toMs: number): number =>
  times.filter((atMs) => atMs >= fromMs && atMs < toMs).length;

test("a process that joins is noticed within seconds, and gets its part", () => {
  const { admittedAtMs, rejectedAtMs } = runScene({
    rpm: 1_200,
    processes: [
      { startMs: 0, requests: 500 },
      { startMs: 10_000, requests: 300 },
    ],
  });
  const [first = [], second = []] = admittedAtMs;
  expect(between(first, 5_000, 10_000)).toBeGreaterThanOrEqual(98);
  expect(between(rejectedAtMs, 15_000, 25_000)).toBeLessThan(0.05 * 200);
  const parts = [between(first, 15_000, 20_000), between(second, 15_000, 20_000)];
  expect(Math.min(...parts)).toBeGreaterThan(25); // of 100 that come in
});

test("one that leaves is noticed within seconds: the other takes all of it", () => {
  const { admittedAtMs } = runScene({
    rpm: 1_200,
    processes: [
      { startMs: 0, requests: 200 },
      { startMs: 0, requests: 600 },
    ],
  });
  const [first = [], second = []] = admittedAtMs;
  const leftMs = Math.max(...first);
  expect(between(second, leftMs + 3_000, leftMs + 8_000)).toBeGreaterThanOrEqual(98);
});

test("however many there are, whenever they begin: all is answered, and little is turned away", () => {
  const process = fc.record({
    startMs: fc.integer({ min: 0, max: 8_000 }),
    requests: fc.integer({ min: 20, max: 120 }),
  });
  fc.assert(
    fc.property(fc.array(process, { minLength: 1, maxLength: 8 }), fc.integer(), (processes, seed) => {
      const { admittedAtMs, endMs, rejectedShare } = runScene({
        rpm: 1_200,
        processes,
        seed,
      });
      expect(admittedAtMs.map((times) => times.length)).toEqual(processes.map(({ requests }) => requests));
      const requests = processes.reduce((sum, one) => sum + one.requests, 0);
      const bestMs = Math.max(...processes.map(({ startMs }) => startMs)) + (requests - 60) * 50;
      expect(endMs).toBeLessThan(1.25 * Math.max(bestMs, 2_000));
      expect(rejectedShare).toBeLessThan(0.2);
    }),
    { numRuns: 15, seed: 17 },
  );
});

describe("limits.share", () => {
  test.each([
    ["requests", { rpm: 1_200 }],
    ["input tokens", { rpm: 12_000, itpm: 600_000, inputTokens: 500 }],
  ] as const)("takes at most that share of %s, also alone", (_name, limits) => {
    const { admittedAtMs, endMs } = runScene({
      ...limits,
      processes: [{ startMs: 0, requests: 150, share: 0.25 }],
    });
    const [times = []] = admittedAtMs;
    expect(endMs).toBeGreaterThan(0.95 * 27_000); // 300 a minute, a burst of 15
    expect(endMs).toBeLessThan(1.1 * 27_000);
    expect(between(times, 10_000, 20_000)).toBeLessThanOrEqual(52);
  });
});
