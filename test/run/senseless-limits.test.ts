import { sentence } from "../helpers/sentence.ts";
import { expect, test } from "vitest";
import type { RateLimitReading } from "../../src/domain/run/provider.ts";
import { createAnthropicProvider } from "../../src/providers/anthropic/anthropic.ts";
import { readRateLimits, strangeLimit } from "../../src/providers/anthropic/rate-limit-headers.ts";
import { BucketAdmission } from "../../src/run/schedule/admission.ts";
import { FakeClock } from "../helpers/fake-clock.ts";

const headers = (limit: string, remaining = "0"): Headers =>
  new Headers({
    "anthropic-ratelimit-requests-limit": limit,
    "anthropic-ratelimit-requests-remaining": remaining,
    "anthropic-ratelimit-requests-reset": "2026-11-29T09:00:00Z",
  });

test.each(["0.001", "0", "-5", "1e-9", "x", "", "NaN", "Infinity", "1.5"])(
  "A21: a limit of %j requests a minute makes no sense: it is told, and not gone by",
  (limit) => {
    expect(readRateLimits(headers(limit))).toBeNull();
    expect(strangeLimit(headers(limit))).toContain("anthropic-ratelimit-requests-limit");
  },
);

test("a limit that makes sense is gone by, and nothing is told", () => {
  expect(readRateLimits(headers("50"))?.requests).toMatchObject({ limit: 50, remaining: 0 });
  expect(strangeLimit(headers("50"))).toBeNull();
  expect(strangeLimit(null)).toBeNull();
});

test.each([1, 5, 100])("A21: with %i a minute no request waits longer than two minutes for it", (limit) => {
  const ceilings = { rpm: null, itpm: null, otpm: null };
  const expected = { role: "turn" as const, inputTokens: 50_000, outputTokens: 64_000 };
  const group = { limit, remaining: 0, resetAtMs: 1e12 };
  const reading: RateLimitReading = { requests: group, tokens: null, inputTokens: group, outputTokens: group };
  const admission = new BucketAdmission(ceilings, 0);
  let nowMs = 0;
  for (let request = 0; request < 20; request++) {
    const waitMs = admission.waitMs(expected, nowMs);
    expect(waitMs).toBeLessThanOrEqual(121_500);
    nowMs += waitMs;
    const pass = admission.admit(expected, nowMs);
    admission.read(pass, reading, nowMs);
    admission.finish(pass, { status: "failed", failure: FAILURE, ...REST }, nowMs);
  }
});

const FAILURE = {
  kind: "server" as const,
  type: "api_error",
  code: null,
  httpStatus: 500,
  message: sentence(""),
  retryAfterMs: null,
  maybeBilled: false,
};
const REST = { requestId: null, rateLimits: null, latencyMs: 1, partialUsage: null };

test("A21: the run is told of it, once", async () => {
  const told: string[] = [];
  const answer = (): Promise<Response> =>
    Promise.resolve(new Response("{}", { status: 500, headers: headers("0.001") }));
  const provider = createAnthropicProvider({
    baseUrl: "http://x.invalid",
    credential: { kind: "apiKey", value: "k" },
    clock: new FakeClock(),
    fetch: answer,
    log: (line) => told.push(line),
  });
  const id = { suite: "s", caseId: "c", armId: "a", trial: 1, turn: 1, round: 1, attempt: 1 };
  const request = { apiVersion: "2026-10-21" as const, headers: {}, body: { model: "m", max_tokens: 1, messages: [] } };
  for (let time = 0; time < 2; time++) {
    const context = { id, signal: new AbortController().signal, simulated: null };
    expect(await provider.send(request, context)).toMatchObject({ status: "failed", rateLimits: null });
  }
  expect(told.filter((line) => line.includes("0.001"))).toHaveLength(1);
});
