import fc from "fast-check";
import { expect, test } from "vitest";
import { sumOfUsages, NO_USAGE, type Usage } from "../../src/domain/run/completion.ts";
import type { JsonObject } from "../../src/domain/values/json.ts";
import { createAnthropicProvider } from "../../src/providers/anthropic/anthropic.ts";
import { createSimulator } from "../../src/providers/simulator/simulator.ts";
import { createSimulatorFetch } from "../../src/providers/simulator/simulator-fetch.ts";
import { manualClock } from "./manual-clock.ts";
import { ask, reply } from "./simulator-calls.ts";
import { answered, ATTEMPT, context, failure, realClock, request } from "./wire.ts";

/** Writes: for five minutes, for an hour. */
const usage = (input: number, output: number, read = 0, [write5m, write1h] = [0, 0]): JsonObject => ({
  input_tokens: input,
  output_tokens: output,
  cache_read_input_tokens: read,
  cache_creation_input_tokens: write5m + write1h,
  cache_creation: { ephemeral_5m_input_tokens: write5m, ephemeral_1h_input_tokens: write1h },
});

// Prices by hand, in USD per million tokens: one picodollar per token is one millionth of them.
const bills: {
  readonly name: string;
  readonly body: JsonObject;
  readonly tokens: JsonObject;
  readonly usd: number;
  readonly at?: string;
  readonly beta?: string;
}[] = [
  { name: "Haiku 5.5", body: {}, tokens: usage(1000, 100), usd: 1000 * 0.1 + 100 * 0.5 },
  {
    name: "Haiku 5.5 at its threshold",
    body: {},
    tokens: usage(90_000, 100, 5000, [3000, 2000]),
    usd: 90_000 * 0.1 + 100 * 0.5 + 5000 * 0.01 + 3000 * 0.125 + 2000 * 0.2,
  },
  {
    name: "Haiku 5.5 over it",
    body: {},
    tokens: usage(90_001, 100, 5000, [3000, 2000]),
    usd: 90_001 * 0.5 + 100 * 2.5 + 5000 * 0.05 + 3000 * 0.625 + 2000,
  },
  {
    name: "Opus 5.5 with cheap reads",
    body: { model: "claude-opus-5-5" },
    tokens: usage(10, 10, 1000),
    usd: 10 * 4 + 10 * 20 + 1000 * 0.2,
  },
  {
    name: "Opus 5.5 in fast mode",
    body: { model: "claude-opus-5-5", speed: "fast" },
    tokens: usage(10, 10, 1000),
    usd: 10 * 8 + 10 * 40 + 1000 * 0.4,
  },
  {
    name: "Opus 4.6 ignores fast mode",
    body: { model: "claude-opus-4-6", speed: "fast" },
    tokens: usage(10, 10),
    usd: 10 * 5 + 10 * 25,
  },
  {
    name: "Sonnet 5.5 in the US",
    body: { model: "claude-sonnet-5-5", inference_geo: "us" },
    tokens: usage(10, 10, 10),
    usd: 1.1 * (10 * 2 + 10 * 10 + 10 * 0.1),
  },
  {
    name: "Sonnet 5.5 at its launch",
    body: { model: "claude-sonnet-5-5" },
    tokens: usage(10, 10, 10),
    usd: 10 * 2 + 10 * 10 + 10 * 0.2,
    at: "2026-10-06T23:59:59Z",
  },
  {
    name: "Fable 5.2",
    body: { model: "claude-fable-5-2" },
    tokens: usage(10, 10, 100, [10, 10]),
    usd: 10 * 8 + 10 * 40 + 100 * 0.2 + 10 * 10 + 10 * 16,
  },
  {
    name: "Haiku 4.5 by its alias",
    body: { model: "claude-haiku-4-5" },
    tokens: usage(10, 10, 10, [10, 10]),
    usd: 10 + 50 + 1 + 12.5 + 20,
  },
];
test.each(bills)("bills $name", async ({ body, tokens, usd, at = "2026-11-23T10:00:00Z" }) => {
  const simulator = createSimulator({ clock: manualClock(Date.parse(at)) });
  await ask(simulator, body, {}, { simulated: reply({ usage: tokens }) });
  expect(simulator.books.billedPico).toBe(BigInt(Math.round(usd * 1_000_000)));
});

test("a refusal before any output is free, one after some is not", async () => {
  const simulator = createSimulator();
  await ask(simulator, {}, {}, { simulated: reply({ text: null, stopReason: "refusal" }) });
  expect(simulator.books.billedPico).toBe(0n);
  await ask(simulator, {}, {}, { simulated: reply({ text: "I would, but", stopReason: "refusal" }) });
  expect(simulator.books.billedPico > 0n).toBe(true);
});

test("what is refused costs nothing and is counted by its status", async () => {
  const simulator = createSimulator({ keepLog: true });
  await ask(simulator, { x: 1 });
  await ask(simulator, { model: "nobody" });
  await ask(simulator, {}, { authorization: "" });
  await ask(simulator, {});
  expect([...simulator.books.byStatus]).toEqual([
    [400, 1],
    [404, 1],
    [401, 1],
    [200, 1],
  ]);
  expect(simulator.books.log.map(({ fault, model, billedPico }) => [fault, model, billedPico > 0n])).toEqual([
    ["invalid_request_error", null, false],
    ["not_found_error", null, false],
    ["authentication_error", null, false],
    [null, "claude-haiku-5-5", true],
  ]);
});

const models = ["claude-haiku-5-5", "claude-sonnet-4-6", "claude-opus-5-5", "claude-haiku-4-5"];
const wish = fc.record({
  model: fc.constantFrom(...models),
  text: fc.string({ unit: "grapheme", minLength: 1, maxLength: 200 }),
  question: fc.string({ minLength: 1, maxLength: 400 }).filter((text) => text.trim() !== ""),
  maxTokens: fc.integer({ min: 1, max: 200 }),
  cached: fc.boolean(),
});
test("over any run the provider's usages add up to the books", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(wish, { minLength: 1, maxLength: 8 }), async (wishes) => {
      const simulator = createSimulator();
      const fetch = createSimulatorFetch(simulator);
      const provider = createAnthropicProvider({
        baseUrl: "http://simulator",
        credential: { kind: "apiKey", value: "k" },
        clock: realClock,
        fetch,
      });
      let total: Usage = NO_USAGE;
      for (const { model, text, question, maxTokens, cached } of wishes) {
        const system = cached
          ? { system: [{ type: "text", text: "s".repeat(20_000), cache_control: { type: "ephemeral" } }] }
          : {};
        const body = { model, max_tokens: maxTokens, messages: [{ role: "user", content: question }], ...system };
        const result = answered(await provider.send(request(body), context({ simulated: reply({ text }) })));
        expect(result.completion.usage.outputTokens).toBeLessThanOrEqual(maxTokens);
        total = sumOfUsages([total, result.completion.usage]);
      }
      const { inputTokens, outputTokens, cacheReadTokens, cacheWrite5mTokens, cacheWrite1hTokens } = total;
      expect(simulator.books.usage).toEqual({
        inputTokens,
        outputTokens,
        cacheReadTokens,
        cacheWrite5mTokens,
        cacheWrite1hTokens,
      });
    }),
    { numRuns: 40 },
  );
});

test("what may have been billed was, and what cannot have been was not", async () => {
  const odds = { probability: 0.1 };
  const faults = {
    rate_limit: odds,
    server_error: odds,
    overloaded: odds,
    reset: odds,
    cut: odds,
    error_event: odds,
    malformed: odds,
  };
  const simulator = createSimulator({ faults, keepLog: true });
  const fetch = createSimulatorFetch(simulator);
  const provider = createAnthropicProvider({
    baseUrl: "http://simulator",
    credential: { kind: "apiKey", value: "k" },
    clock: realClock,
    fetch,
  });
  for (let trial = 1; trial <= 150; trial++) {
    const result = await provider.send(request(), context({ id: { ...ATTEMPT, trial } }));
    const billed = (simulator.books.log.at(-1)?.billedPico ?? 0n) > 0n;
    expect(billed).toBe(result.status === "answered" || failure(result).maybeBilled);
  }
});
