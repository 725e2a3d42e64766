import { describe, expect, test } from "vitest";
import type { AttemptResult, RateLimitReading } from "../../src/domain/run/provider.ts";
import { seededRandom } from "../../src/base/seeded-random.ts";
import { localLimits } from "../../src/run/schedule/run-limits.ts";
import { BucketAdmission } from "../../src/run/schedule/admission.ts";
import { FakeClock } from "../helpers/fake-clock.ts";
import { IS_SOAK, times } from "../helpers/soak.ts";
import type { FakeApiOptions, ServerLimits } from "./fake-api.ts";
import { FakeApi, failureOf } from "./fake-api.ts";
import type { Recorded } from "./run-fixture.ts";
import { plannedTrial, run } from "./run-fixture.ts";

const UNLIMITED = 1e9;
const BURST = 0.05;

interface Scene {
  readonly name: string;
  readonly limits: ServerLimits;
  readonly usage: { readonly inputTokens?: number; readonly outputTokens?: number };
}
const REQUESTS = times({ small: 300, long: 600 });
const IDEAL_MS = ((REQUESTS - 60) * 1_000) / 20;

/** Each lets 20 requests a second through, and 60 at once: the ideal is (demand − burst) ÷ refill (issue 4). */
const scenes: readonly Scene[] = [
  {
    name: "requests",
    limits: { rpm: 1_200, itpm: UNLIMITED, otpm: UNLIMITED, burst: BURST },
    usage: {},
  },
  {
    name: "input tokens",
    limits: { rpm: 12_000, itpm: 600_000, otpm: UNLIMITED, burst: BURST },
    usage: { inputTokens: 500 },
  },
  {
    name: "output tokens",
    limits: { rpm: 12_000, itpm: UNLIMITED, otpm: 120_000, burst: BURST },
    usage: { outputTokens: 100 },
  },
];

async function runScene(
  scene: Scene,
  { guess, headers }: { readonly guess: number; readonly headers: NonNullable<FakeApiOptions["headers"]> },
): Promise<Recorded & { api: FakeApi }> {
  const clock = new FakeClock();
  const random = seededRandom("latencies");
  const api = new FakeApi({
    clock,
    limits: () => scene.limits,
    headers,
    script: () => ({ usage: scene.usage, latencyMs: 100 + 200 * random() }),
  });
  const { inputTokens = 10, outputTokens = 5 } = scene.usage;
  const expected = { inputTokens: inputTokens * guess, outputTokens: outputTokens * guess };
  const trials = Array.from({ length: REQUESTS }, (_, ordinal) => plannedTrial(ordinal));
  const prices = { costOf: () => 0n, worstCost: () => 0n, uncounted: () => [], expectedTokens: () => expected };
  return { ...(await run({ trials, provider: api, clock, concurrency: 50, options: { prices } })), api };
}

const GUESSES = [0.5, 1, 3];

/** Every guess under `npm run soak`; in the test command a square of them: each meets each scene and each way of headers once. */
function guessesFor(place: number): readonly number[] {
  return IS_SOAK ? GUESSES : GUESSES.filter((_, index) => index === place % GUESSES.length);
}

describe.each(scenes)(`${REQUESTS} requests bound by $name`, (scene) => {
  const ways = (["at once", "first byte", "end"] as const).flatMap((headers, place) =>
    guessesFor(place + scenes.indexOf(scene)).map((guess) => ({ guess, headers })),
  );
  test.each(ways)("tokens guessed at $guess of the truth, headers: $headers", async (way) => {
    const { api, elapsedMs, trials } = await runScene(scene, way);
    expect(trials.every(({ record }) => record.status === "completed")).toBe(true);
    expect(elapsedMs).toBeLessThan(1.05 * IDEAL_MS);
    expect(api.rejected).toBeLessThan(6);
  });
});

test("a slow model never delays a fast one", async () => {
  const clock = new FakeClock();
  const limits = (model: string): ServerLimits => ({
    rpm: model === "slow" ? 120 : 1_200,
    itpm: UNLIMITED,
    otpm: UNLIMITED,
    burst: BURST,
  });
  const api = new FakeApi({ clock, limits });
  const trials = Array.from({ length: 400 }, (_, ordinal) =>
    plannedTrial(ordinal, { model: ordinal % 4 === 0 ? "slow" : "fast" }),
  );
  const startMs = clock.now();
  const { elapsedMs } = await run({ trials, provider: api, clock, concurrency: 50 });
  const fastEnd = Math.max(
    ...api.requests.filter(({ request }) => request.body["model"] === "fast").map(({ atMs }) => atMs),
  );
  expect(fastEnd - startMs).toBeLessThan(1.05 * 12_000); // (300 − 60) ÷ 20 a second
  expect(elapsedMs).toBeLessThan(1.05 * 47_000); // (100 − 6) ÷ 2 a second
  expect(api.rejected).toBeLessThan(4);
});

test("without headers every request is answered, within a few times the ideal", async () => {
  const clock = new FakeClock();
  const limits = { rpm: 1_200, itpm: UNLIMITED, otpm: UNLIMITED, burst: BURST };
  const api = new FakeApi({ clock, limits: () => limits, hidesLimits: true });
  const trials = Array.from({ length: REQUESTS }, (_, ordinal) => plannedTrial(ordinal));
  const { elapsedMs, trials: records } = await run({ trials, provider: api, clock, concurrency: 50 });
  expect(records.every(({ record }) => record.status === "completed")).toBe(true);
  expect(elapsedMs).toBeLessThan(3 * IDEAL_MS);
  expect(api.rejected).toBeLessThan(REQUESTS);
});

test.each([5, 20, 100])(
  "growth that is too sharp is turned away once: %d a second, then twice as many each second",
  async (ramp) => {
    const clock = new FakeClock();
    const api = new FakeApi({ clock, ramp });
    const trials = Array.from({ length: 600 }, (_, ordinal) => plannedTrial(ordinal));
    const { trials: records } = await run({ trials, provider: api, clock, concurrency: 100 });
    expect(records.every(({ record }) => record.status === "completed")).toBe(true);
    expect(api.rejected).toBeGreaterThan(0);
    expect(api.rejected).toBeLessThan(100); // what was in flight when the first was turned away
  },
);

test("after `ramp_limit_exceeded` a bucket goes on at seven tenths of its pace, a quarter faster each second", () => {
  const bucket = new BucketAdmission(noCeilings, 0);
  const passes = Array.from({ length: 10 }, (_, n) => bucket.admit(share, n * 100));
  for (const pass of passes) bucket.finish(pass, rejection({ failure: RAMP }), 999);
  expect(bucket.waitMs(share, 999)).toBe(1_000);
  const perSecond = (fromMs: number): number => {
    let sent = 0;
    for (let nowMs = fromMs; nowMs < fromMs + 1_000; nowMs += 1) {
      if (bucket.waitMs(share, nowMs) > 0) continue;
      bucket.finish(bucket.admit(share, nowMs), rejection({ failure: failureOf("server") }), nowMs);
      sent += 1;
    }
    return sent;
  };
  const seconds = [2, 3, 4, 5].map((second) => perSecond(second * 1_000));
  expect(seconds[0]).toBeGreaterThanOrEqual(7);
  expect(seconds[0]).toBeLessThanOrEqual(10);
  for (const [at, sent] of seconds.slice(1).entries()) {
    expect(sent).toBeGreaterThan(seconds[at] ?? Number.POSITIVE_INFINITY);
    expect(sent).toBeLessThanOrEqual(1.5 * (seconds[at] ?? 0));
  }
});

test("a ceiling of the user's holds where the server would allow more", async () => {
  const clock = new FakeClock();
  const api = new FakeApi({ clock });
  const trials = Array.from({ length: 200 }, (_, ordinal) => plannedTrial(ordinal));
  const limits = localLimits({
    concurrency: 50,
    suiteConcurrency: [null],
    caps: { runPico: null, suitesPico: [null] },
    ceilings: () => ({ rpm: 600, itpm: null, otpm: null }),
  });
  const { elapsedMs } = await run({ trials, provider: api, clock, options: { limits } });
  expect(elapsedMs).toBeGreaterThanOrEqual(((200 - 30) * 1000) / 10);
});

const share = { inputTokens: 10, outputTokens: 5, role: "turn" } as const;
const noCeilings = { rpm: null, itpm: null, otpm: null };
const rejection = (over: Partial<Extract<AttemptResult, { status: "failed" }>> = {}): AttemptResult => ({
  status: "failed",
  failure: failureOf("rate_limited", { retryAfterMs: 2_000 }),
  requestId: null,
  rateLimits: null,
  latencyMs: 1,
  partialUsage: null,
  ...over,
});
const reading = (remaining: number): RateLimitReading => ({
  requests: { limit: 600, remaining, resetAtMs: (30 - remaining) * 100 },
  tokens: null,
  inputTokens: null,
  outputTokens: null,
});

const RAMP = failureOf("rate_limited", { retryAfterMs: 1_000, code: "ramp_limit_exceeded" });

const held = (retryAfterMs: number): AttemptResult =>
  rejection({ failure: failureOf("rate_limited", { retryAfterMs }) });

test.each([0, 2_000, 3_600_000])(
  "without headers a rejection holds the bucket for a second, whatever its retry-after of %d ms says",
  (retryAfterMs) => {
    const bucket = new BucketAdmission(noCeilings, 0);
    bucket.finish(bucket.admit(share, 0), held(retryAfterMs), 0);
    expect(bucket.waitMs(share, 400)).toBe(600);
  },
);

test("a bucket rests twice as long after each rest that ended in a rejection, until something gets through", () => {
  const bucket = new BucketAdmission(noCeilings, 0);
  const restsFor = (nowMs: number): number => {
    bucket.finish(bucket.admit(share, nowMs), held(0), nowMs);
    return bucket.waitMs(share, nowMs);
  };
  expect([0, 10_000, 20_000].map(restsFor)).toEqual([1_000, 2_000, 4_000]);
  expect([30_000, 100_000, 200_000, 300_000].map(restsFor).at(-1)).toBe(60_000);
  const accepted = bucket.admit(share, 400_000);
  bucket.read(accepted, reading(20), 400_000);
  bucket.finish(accepted, rejection({ failure: failureOf("server") }), 400_000);
  expect(restsFor(500_000)).toBe(1_000);
});

test("a bucket is opened step by step: five requests, then twenty and more, then twice as many after each round", async () => {
  const clock = new FakeClock();
  const api = new FakeApi({ clock, latencyMs: 1_000 });
  const trials = Array.from({ length: 5 + 25 + 50 + 100 + 200 }, (_, ordinal) => plannedTrial(ordinal));
  await run({ trials, provider: api, clock, concurrency: 200 });
  const startMs = api.requests[0]?.atMs ?? 0;
  const inRound = (round: number): number =>
    api.requests.filter(({ atMs }) => Math.floor((atMs - startMs) / 1_000) === round).length;
  expect([0, 1, 2, 3, 4].map(inRound)).toEqual([5, 25, 50, 100, 200]);
});

test("headers with room to spare do not explain a rejection: the bucket is held", () => {
  const bucket = new BucketAdmission(noCeilings, 0);
  bucket.finish(bucket.admit(share, 0), rejection({ rateLimits: reading(20) }), 0);
  expect(bucket.waitMs(share, 0)).toBe(1_000);
});

test("headers without room do: the next request waits for the refill, and for its turn among those who took the rest", () => {
  const bucket = new BucketAdmission(noCeilings, 0);
  bucket.finish(bucket.admit(share, 0), rejection({ rateLimits: reading(0) }), 0);
  expect(bucket.waitMs(share, 0)).toBeGreaterThan(0);
  expect(bucket.waitMs(share, 0)).toBeLessThan(1_000);
});

test("an episode of rejections cuts once, whatever retry-after says", () => {
  const admitted = (rejections: number): number => {
    const bucket = new BucketAdmission(noCeilings, 0);
    for (let count = 0; count < rejections; count++) bucket.finish(bucket.admit(share, 0), rejection(), count);
    let passes = 0;
    for (; bucket.waitMs(share, 100_000) === 0; passes++) bucket.admit(share, 100_000);
    return passes;
  };
  expect(admitted(5)).toBe(admitted(1));
  expect(admitted(1)).toBeLessThan(admitted(0));
});

test("a request larger than the whole bucket waits for it to be full, then goes", () => {
  const bucket = new BucketAdmission({ rpm: null, itpm: 1_000, otpm: null }, 0);
  const huge = { inputTokens: 5_000, outputTokens: 1, role: "turn" as const };
  expect(bucket.waitMs(huge, 0)).toBe(0);
  bucket.admit(huge, 0);
  expect(bucket.waitMs(share, 0)).toBeGreaterThan(0);
  expect(Number.isFinite(bucket.waitMs(huge, 0))).toBe(true);
});

describe("the share that is left of the tightest limit", () => {
  const full = { limit: 600, remaining: 600, resetAtMs: 0 };
  const reading: RateLimitReading = {
    requests: full,
    inputTokens: { limit: 60_000, remaining: 15_000, resetAtMs: 45_000 },
    outputTokens: { limit: 8_000, remaining: 8_000, resetAtMs: 0 },
    tokens: null,
  };

  test("is unknown until a response tells, whatever the user's own ceilings are", () => {
    expect(new BucketAdmission({ rpm: 60, itpm: null, otpm: null }, 0).shareLeft(0)).toBeNull();
  });

  test("is that of the tightest, and grows as it refills", () => {
    const admission = new BucketAdmission({ rpm: null, itpm: null, otpm: null }, 0);
    const pass = admission.admit({ inputTokens: 0, outputTokens: 0, role: "turn" }, 0);
    admission.read(pass, reading, 0);
    expect(admission.shareLeft(0)).toBeCloseTo(0.25, 5);
    expect(admission.shareLeft(15_000)).toBeCloseTo(0.5, 5);
    expect(admission.shareLeft(1e6)).toBe(1);
  });
});
