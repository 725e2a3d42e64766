import { expect, test } from "vitest";
import type { JsonObject } from "../../src/domain/values/json.ts";
import { createSimulator, type Simulator } from "../../src/providers/simulator/simulator.ts";
import { type ManualClock, manualClock } from "./manual-clock.ts";
import { ask, post } from "./simulator-calls.ts";

const MODEL = "claude-sonnet-4-6"; // minimum 1,024 tokens, a token is four bytes
const long = (tokens: number, letter = "x"): string => letter.repeat(tokens * 4);
const system = (text: string, ttl?: string): JsonObject => ({
  system: [{ type: "text", text, cache_control: { type: "ephemeral", ...(ttl === undefined ? {} : { ttl }) } }],
});

function fresh(): { readonly clock: ManualClock; readonly simulator: Simulator } {
  const clock = manualClock();
  return { clock, simulator: createSimulator({ clock }) };
}

/** [input, read, written for 5 minutes, written for an hour] */
async function counts(simulator: Simulator, body: JsonObject): Promise<readonly unknown[]> {
  const { json } = await ask(simulator, { model: MODEL, ...body });
  const usage = json["usage"] as JsonObject;
  const split = usage["cache_creation"] as JsonObject;
  return [
    usage["input_tokens"],
    usage["cache_read_input_tokens"],
    split["ephemeral_5m_input_tokens"],
    split["ephemeral_1h_input_tokens"],
  ];
}

test("the first request writes the prefix, the next ones read it until its life is over", async () => {
  const { clock, simulator } = fresh();
  expect(await counts(simulator, system(long(2000)))).toEqual([9, 0, 2000, 0]);
  expect(await counts(simulator, system(long(2000)))).toEqual([9, 2000, 0, 0]);
  await clock.advance(299_000);
  expect(await counts(simulator, system(long(2000)))).toEqual([9, 2000, 0, 0]);
  await clock.advance(299_000);
  expect(await counts(simulator, system(long(2000)))).toEqual([9, 2000, 0, 0]);
  await clock.advance(301_000);
  expect(await counts(simulator, system(long(2000)))).toEqual([9, 0, 2000, 0]);
});

test("an entry of an hour lives an hour", async () => {
  const { clock, simulator } = fresh();
  expect(await counts(simulator, system(long(2000), "1h"))).toEqual([9, 0, 0, 2000]);
  await clock.advance(3_500_000);
  expect(await counts(simulator, system(long(2000), "1h"))).toEqual([9, 2000, 0, 0]);
});

test("a prefix under the model's minimum is not cached", async () => {
  const { simulator } = fresh();
  expect(await counts(simulator, system(long(1023)))).toEqual([1032, 0, 0, 0]);
  expect(await counts(simulator, system(long(1024)))).toEqual([9, 0, 1024, 0]);
  expect(await counts(simulator, { ...system(long(1024)), model: "claude-opus-4-6" })).toEqual([1033, 0, 0, 0]);
});

test("another prefix, model or setting reads nothing", async () => {
  const { simulator } = fresh();
  await counts(simulator, system(long(2000)));
  expect(await counts(simulator, system(long(2000, "y")))).toEqual([9, 0, 2000, 0]);
  expect(await counts(simulator, { ...system(long(2000)), thinking: { type: "adaptive" } })).toEqual([9, 0, 2000, 0]);
  expect(await counts(simulator, { ...system(long(2000)), model: "claude-opus-4-5" })).toEqual([2009, 0, 0, 0]);
});

test("several breakpoints: what is common is read, the rest is written", async () => {
  const { simulator } = fresh();
  const body = (question: string): JsonObject => ({
    ...system(long(2000), "1h"),
    messages: [{ role: "user", content: [{ type: "text", text: question, cache_control: { type: "ephemeral" } }] }],
  });
  expect(await counts(simulator, body(long(500)))).toEqual([7, 0, 500, 2000]);
  expect(await counts(simulator, body(long(400)))).toEqual([7, 2000, 400, 0]);
});

test("automatic caching marks the last block and reads what earlier turns wrote", async () => {
  const { simulator } = fresh();
  const turns = [
    { role: "user", content: long(2000) },
    { role: "assistant", content: long(10) },
    { role: "user", content: long(20) },
  ];
  const automatic = { cache_control: { type: "ephemeral" } };
  expect(await counts(simulator, { ...automatic, messages: turns.slice(0, 1) })).toEqual([7, 0, 2000, 0]);
  expect(await counts(simulator, { ...automatic, messages: turns })).toEqual([15, 2000, 30, 0]);
});

test("an entry is readable only once its first response has begun", async () => {
  const { simulator } = fresh();
  const body = { model: MODEL, ...system(long(2000)) };
  const pending = await post(simulator, body);
  expect(await counts(simulator, body)).toEqual([9, 0, 2000, 0]);
  await pending.text();
  expect(await counts(simulator, body)).toEqual([9, 2000, 0, 0]);
});
