import { expect, test } from "vitest";
import type { JsonObject } from "../../src/domain/values/json.ts";
import type { SimulatedLimits } from "../../src/providers/simulator/state/options.ts";
import { createSimulator, type Simulator } from "../../src/providers/simulator/simulator.ts";
import { manualClock } from "./manual-clock.ts";
import { ask, reply } from "./simulator-calls.ts";

const NONE: SimulatedLimits = { rpm: null, itpm: null, otpm: null };

async function many(simulator: Simulator, count: number, body: JsonObject = {}): Promise<number> {
  let answered = 0;
  for (let n = 0; n < count; n++) answered += (await ask(simulator, body)).status === 200 ? 1 : 0;
  return answered;
}

test("1,200 requests a minute in a bucket of a twentieth: 60 at once, then 20 a second", async () => {
  const clock = manualClock();
  const simulator = createSimulator({ clock, limits: { ...NONE, rpm: 1200, burst: 0.05 } });
  expect(await many(simulator, 100)).toBe(60);
  const { status, json, headers } = await ask(simulator, {});
  expect({ status, json }).toMatchObject({ status: 429, json: { error: { type: "rate_limit_error" } } });
  expect(headers.get("retry-after")).toBe("1");
  await clock.advance(500);
  expect(await many(simulator, 100)).toBe(10);
  await clock.advance(600_000);
  expect(await many(simulator, 100)).toBe(60);
});

test("the headers say the limit, what is left, and when the bucket is full again", async () => {
  const clock = manualClock();
  const simulator = createSimulator({ clock, limits: { rpm: 60, itpm: 120_000, otpm: 12_000 } });
  const { headers } = await ask(simulator, { messages: [{ role: "user", content: "x".repeat(40_000) }] });
  const read = (name: string): readonly (string | null)[] =>
    ["limit", "remaining", "reset"].map((part) => headers.get(`anthropic-ratelimit-${name}-${part}`));
  expect(read("requests")).toEqual(["60", "59", "2026-11-23T10:00:01Z"]);
  expect(read("input-tokens")).toEqual(["120000", "107000", "2026-11-23T10:00:07Z"]);
  expect(read("output-tokens")).toEqual(["12000", "12000", "2026-11-23T10:00:00Z"]);
  expect(read("tokens")).toEqual(["132000", "119000", "2026-11-23T10:00:07Z"]);
});

test("limits that are not set have no headers", async () => {
  const { headers } = await ask(createSimulator({ limits: { ...NONE, rpm: 5 } }), {});
  expect([...headers.keys()].filter((name) => name.startsWith("anthropic-ratelimit"))).toHaveLength(3);
});

test("input tokens are counted at the start, cache reads never", async () => {
  const clock = manualClock();
  const simulator = createSimulator({ clock, limits: { ...NONE, itpm: 3000 } });
  const system = [{ type: "text", text: "x".repeat(8000), cache_control: { type: "ephemeral" } }];
  expect(await many(simulator, 1, { system })).toBe(1);
  expect(await many(simulator, 20, { system })).toBe(20);
  expect(await many(simulator, 1, { system: "y".repeat(8000) })).toBe(0);
  await clock.advance(60_000);
  expect(await many(simulator, 1, { system: "y".repeat(8000) })).toBe(1);
});

test("output tokens are counted as they are made: one answer may overdraw, the next waits", async () => {
  const clock = manualClock();
  const simulator = createSimulator({ clock, limits: { ...NONE, otpm: 600 } });
  const simulated = reply({ text: "x".repeat(4000) });
  expect((await ask(simulator, { max_tokens: 5000 }, {}, { simulated })).status).toBe(200);
  const next = await ask(simulator, {});
  expect(next.status).toBe(429);
  expect(Number(next.headers.get("retry-after"))).toBeGreaterThan(60);
  await clock.advance(200_000);
  expect((await ask(simulator, {})).status).toBe(200);
});

test("models of one bucket share it, others have their own, and a model may have its own limits", async () => {
  const limits = { ...NONE, rpm: 2, by: { "claude-haiku-5-5": { rpm: 4 }, "sonnet-4": { rpm: 3 } } };
  const simulator = createSimulator({ clock: manualClock(), limits });
  expect(await many(simulator, 2, { model: "claude-opus-4-8" })).toBe(2);
  expect(await many(simulator, 1, { model: "claude-opus-4-5" })).toBe(0);
  expect(await many(simulator, 9, { model: "claude-opus-5" })).toBe(2);
  expect(await many(simulator, 9)).toBe(4);
  expect(await many(simulator, 9, { model: "claude-sonnet-4-6" })).toBe(3);
  expect(await many(simulator, 9, { model: "claude-opus-5-5" })).toBe(2);
  expect(await many(simulator, 9, { model: "claude-opus-5-5", speed: "fast" })).toBe(2);
});

test("a second may bring twice what the second before brought: the rest is told that it grows too sharply", async () => {
  const clock = manualClock();
  const simulator = createSimulator({ clock, limits: { ...NONE, ramp: 3 } });
  const seconds: number[] = [];
  for (let second = 0; second < 4; second++) {
    seconds.push(await many(simulator, 50));
    await clock.advance(1000);
  }
  expect(seconds).toEqual([3, 6, 12, 24]);
  await clock.advance(1000);
  expect(await many(simulator, 3)).toBe(3);
  const { status, json, headers } = await ask(simulator, {});
  const error = { type: "rate_limit_error", details: { error_code: "ramp_limit_exceeded" } };
  expect({ status, json }).toMatchObject({ status: 429, json: { error } });
  expect(headers.get("retry-after")).toBe("1");
});

test("fast mode tells of its own tokens in its own headers, and of the others as they are", async () => {
  const simulator = createSimulator({ clock: manualClock(), limits: { rpm: 60, itpm: 120_000, otpm: 12_000 } });
  const body = { model: "claude-opus-5-5", speed: "fast", messages: [{ role: "user", content: "x".repeat(40_000) }] };
  const { status, headers } = await ask(simulator, body);
  expect(status).toBe(200);
  const left = (name: string): string | null => headers.get(`anthropic-${name}-remaining`);
  expect(left("fast-input-tokens")).toBe("107000");
  expect(left("fast-output-tokens")).toBe("12000");
  expect(left("ratelimit-input-tokens")).toBe("120000");
  expect(left("ratelimit-requests")).toBe("59");
  expect(left("fast-requests")).toBeNull();
  const standard = await ask(simulator, { model: "claude-opus-5-5" });
  expect([...standard.headers.keys()].filter((name) => name.startsWith("anthropic-fast-"))).toEqual([]);
});
