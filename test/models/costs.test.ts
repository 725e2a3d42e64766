import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NO_USAGE, promptTokens, type Usage, type UsageIteration } from "../../src/domain/run/completion.ts";
import type { JsonObject } from "../../src/domain/values/json.ts";
import { formatUsdExact, fromUsd } from "../../src/domain/values/money.ts";
import type { CompletionRequest } from "../../src/domain/run/provider.ts";
import { createModelFacts } from "../../src/models/model-facts.ts";

const facts = createModelFacts({ priceOverrides: {} });
const NOV_22 = Date.UTC(2026, 10, 22, 12);
const M = 1_000_000;

function priced(id: string, part: Partial<Usage>, atMs: number = NOV_22, own = facts): string | null {
  const cost = own.costOf(id, { ...NO_USAGE, ...part }, atMs);
  return cost === null ? null : formatUsdExact(cost);
}

function request(body: JsonObject): CompletionRequest {
  return { body: { messages: [], ...body }, headers: {}, apiVersion: "2026-10-21" };
}

function worst(body: JsonObject, inputTokens: number, atMs: number = NOV_22): string | null {
  const cost = facts.worstCost(request(body), inputTokens, atMs);
  return cost === null ? null : formatUsdExact(cost);
}

describe("the price of an answer", () => {
  const rows: [string, string, Partial<Usage>, number, string | null][] = [
    [
      "the last moment of a price's last day",
      "claude-sonnet-4-5",
      { inputTokens: M },
      Date.UTC(2026, 10, 30, 23, 59, 59, 999),
      "3",
    ],
    ["the day after", "claude-sonnet-4-5", { inputTokens: M }, Date.UTC(2026, 11, 1), null],
    ["before a model was there", "claude-haiku-5-5", { inputTokens: 1 }, Date.UTC(2026, 9, 6, 23, 59), null],
    [
      "a price without a known start holds before",
      "claude-3-5-haiku-20241022",
      { outputTokens: M },
      Date.UTC(2025, 5, 1),
      "4",
    ],
    ["long prompts of the 1M beta", "claude-sonnet-4-6", { inputTokens: 200_001 }, Date.UTC(2026, 2, 12), "1.200006"],
    ["and after it", "claude-sonnet-4-6", { inputTokens: 200_001 }, Date.UTC(2026, 2, 13), "0.600003"],
    [
      "long-prompt cache rates follow the multipliers",
      "claude-opus-4-6",
      { cacheReadTokens: M, cacheWrite1hTokens: M },
      Date.UTC(2026, 1, 10),
      "21",
    ],
    ["a threshold is not over itself", "claude-haiku-5-5", { cacheWrite5mTokens: 100_000 }, NOV_22, "0.0125"],
    ["one token over it", "claude-haiku-5-5", { cacheWrite5mTokens: 100_001 }, NOV_22, "0.062500625"],
    [
      "fast cache reads follow the model's multiplier",
      "claude-opus-5-5",
      { speed: "fast", cacheReadTokens: M },
      NOV_22,
      "0.4",
    ],
    ["and Fable's", "claude-fable-5-2", { speed: "fast", cacheReadTokens: M, cacheWrite5mTokens: M }, NOV_22, "20.4"],
    [
      "a listed fast cache rate stands",
      "claude-opus-4-8",
      { speed: "fast", cacheReadTokens: M, cacheWrite1hTokens: M },
      NOV_22,
      "21",
    ],
    ["no fast mode, no fast price", "claude-sonnet-5-5", { speed: "fast", inputTokens: 1 }, NOV_22, null],
    ["fast mode that is gone", "claude-opus-4-7", { speed: "fast", inputTokens: 1 }, NOV_22, null],
    ["us on top of fast", "claude-opus-5-5", { speed: "fast", inferenceGeo: "us", inputTokens: M }, NOV_22, "8.8"],
    [
      "us and batch",
      "claude-haiku-5-5",
      { inferenceGeo: "us", serviceTier: "batch", inputTokens: 1 },
      NOV_22,
      "0.000000055",
    ],
    ["global is no surcharge", "claude-opus-5-5", { inferenceGeo: "global", inputTokens: M }, NOV_22, "4"],
    ["a geography in no list", "claude-opus-5-5", { inferenceGeo: "mars", inputTokens: M }, NOV_22, null],
    ["a tier in no list", "claude-opus-5-5", { serviceTier: "gold", inputTokens: M }, NOV_22, null],
    [
      "fast mode in a batch cannot be",
      "claude-opus-5-5",
      { serviceTier: "batch", speed: "fast", inputTokens: M },
      NOV_22,
      null,
    ],
    ["an unknown rate matters where tokens use it", "claude-mythos-5-2", { cacheReadTokens: 1 }, NOV_22, null],
    ["and nowhere else", "claude-mythos-5-2", { inputTokens: M }, NOV_22, "8"],
    ["an alias costs what its model costs", "claude-haiku-4-5", { inputTokens: M }, NOV_22, "1"],
    ["searches cost beside tokens", "claude-opus-5-5", { webSearchRequests: 1000, inferenceGeo: "us" }, NOV_22, "10"],
    ["nothing used costs nothing", "claude-opus-5-5", {}, NOV_22, "0"],
  ];
  test.each(rows)("%s", (...row) => {
    const [, id, part, atMs, usd] = row;
    expect(priced(id, part, atMs)).toBe(usd);
  });
});

describe("api D1: iterations", () => {
  const tokens = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWrite5mTokens: 0, cacheWrite1hTokens: 0 };
  const of = (type: string, model: string | null, part: Partial<UsageIteration>): UsageIteration => ({
    ...tokens,
    ...part,
    type,
    model,
  });
  const rows: [string, string, readonly UsageIteration[], Partial<Usage>, string | null][] = [
    [
      "an advisor costs what its own model does",
      "claude-sonnet-5-5",
      [
        of("message", null, { inputTokens: 1000, outputTokens: 100 }),
        of("advisor_message", "claude-fable-5-2", { inputTokens: 200_000, outputTokens: 20_000 }),
      ],
      {},
      "2.403",
    ],
    [
      "a compaction is of the model that was asked",
      "claude-opus-5-5",
      [
        of("compaction", null, { inputTokens: 180_000, outputTokens: 3500 }),
        of("message", null, { inputTokens: 1000, outputTokens: 100 }),
      ],
      {},
      "0.796",
    ],
    [
      "a hop that declined and the one that served",
      "claude-haiku-5-5",
      [
        of("message", null, { inputTokens: 1000, outputTokens: 1 }),
        of("fallback_message", "claude-fable-5-2", { inputTokens: 1000, outputTokens: 100 }),
      ],
      {},
      "0.0121005",
    ],
    [
      "the long-prompt price goes by the prompt of each",
      "claude-haiku-5-5",
      [of("message", null, { inputTokens: 60_000 }), of("message", null, { inputTokens: 60_000 })],
      {},
      "0.012",
    ],
    ["searches are paid once", "claude-haiku-5-5", [of("message", null, {})], { webSearchRequests: 2 }, "0.02"],
    [
      "geography is of all",
      "claude-opus-5-5",
      [of("message", null, { inputTokens: M })],
      { inferenceGeo: "us" },
      "4.4",
    ],
    [
      "an advisor without a fast mode has its standard price",
      "claude-opus-5-5",
      [of("message", null, { inputTokens: M }), of("advisor_message", "claude-sonnet-5-5", { inputTokens: M })],
      { speed: "fast" },
      "10",
    ],
    ["a model that nobody knows has no price", "claude-haiku-5-5", [of("message", "claude-next", {})], {}, null],
    ["a kind that nobody knows, of no model, has none", "claude-haiku-5-5", [of("dream", null, {})], {}, null],
    ["of a model it has its price", "claude-haiku-5-5", [of("dream", "claude-opus-5-5", { inputTokens: M })], {}, "4"],
  ];
  test.each(rows)("api D1: %s", (...[, id, iterations, part, usd]) =>
    expect(priced(id, { ...part, iterations })).toBe(usd),
  );

  test("A17: an answer costs what the model that served it costs", () => {
    const usage = { ...NO_USAGE, inputTokens: M };
    const cost = (asked: string, modelServed: string, own = facts): string | null => {
      const pico = own.answerCost(asked, { modelServed, usage }, NOV_22);
      return pico === null ? null : formatUsdExact(pico);
    };
    expect(cost("claude-sonnet-5-5", "claude-fable-5-2")).toBe("8");
    expect(cost("claude-haiku-4-5", "claude-haiku-4-5-20251001")).toBe("1");
    expect(cost("claude-opus-5-5", "gateway/opus")).toBe("4");
    expect(cost("claude-opus-5-5", "")).toBe("4");
    const overridden = createModelFacts({ priceOverrides: { mine: { input: 3, output: 3 } } });
    expect(cost("mine", "claude-fable-5-2", overridden)).toBe("3");
    expect(cost("claude-fable-5-2", "mine", overridden)).toBe("3");
  });

  test("A17: the model that fell back is priced once, the one that declined at its own price", () => {
    const iterations = [
      of("message", null, { inputTokens: M }),
      of("fallback_message", "claude-fable-5-2", { inputTokens: M }),
    ];
    const cost = facts.answerCost(
      "claude-sonnet-5-5",
      { modelServed: "claude-fable-5-2", usage: { ...NO_USAGE, iterations } },
      NOV_22,
    );
    expect(cost === null ? null : formatUsdExact(cost)).toBe("10");
  });
});

describe("a user's own prices", () => {
  const own = createModelFacts({
    priceOverrides: {
      "claude-fable-5-1": { input: 1, output: 2 },
      "claude-haiku-5-5": { input: 1, output: 2, cache_read: 0.5 },
      "claude-mythos-5-2": { input: 1, output: 2 },
      "local-model": { input: 0.123456789, output: 0 },
    },
  });
  test.each([
    [
      "missing cache rates follow the model's multipliers",
      "claude-fable-5-1",
      { cacheReadTokens: M, cacheWrite5mTokens: M, cacheWrite1hTokens: M },
      "3.275",
    ],
    ["a read multiplier that is not established stays unknown", "claude-mythos-5-2", { cacheReadTokens: 1 }, null],
    ["what is given stands, for every length", "claude-haiku-5-5", { cacheReadTokens: M }, "0.5"],
    ["models in no list can have prices", "local-model", { inputTokens: 1000 }, "0.000123456789"],
    ["with the default multipliers", "local-model", { cacheReadTokens: M }, "0.0123456789"],
    ["they say nothing of fast mode", "claude-fable-5-1", { speed: "fast", inputTokens: 1 }, null],
    ["they hold on every day", "claude-haiku-5-5", { inputTokens: M }, "1"],
  ])("%s", (_, id, part, usd) => expect(priced(id, part, Date.UTC(2020, 0, 1), own)).toBe(usd));
});

describe("the worst case of a request", () => {
  const search = { type: "web_search_20260209", name: "web_search" };
  const rows: [string, JsonObject, number, string | null][] = [
    ["where the geography is not said, it may be us", { model: "claude-opus-5-5", max_tokens: 1000 }, M, "4.422"],
    ["where it is, it is not", { model: "claude-opus-5-5", max_tokens: 1000, inference_geo: "global" }, M, "4.02"],
    ["models before 4.6 have none", { model: "claude-haiku-4-5", max_tokens: 1000 }, 1000, "0.006"],
    [
      "caching may write all of it",
      { model: "claude-haiku-4-5", max_tokens: 1, system: [{ cache_control: { type: "ephemeral" } }] },
      M,
      "1.250005",
    ],
    [
      "for an hour, wherever it says so",
      {
        model: "claude-haiku-4-5",
        max_tokens: 1,
        messages: [{ content: [{ cache_control: { ttl: "5m" } }, { cache_control: { ttl: "1h" } }] }],
      },
      M,
      "2.000005",
    ],
    ["fast mode", { model: "claude-opus-5-5", max_tokens: 1000, speed: "fast", inference_geo: "global" }, M, "8.04"],
    [
      "fast mode that is ignored",
      { model: "claude-opus-4-6", max_tokens: 1000, speed: "fast", inference_geo: "global" },
      M,
      "5.025",
    ],
    ["fast mode without a price", { model: "claude-sonnet-5-5", max_tokens: 1, speed: "fast" }, 1, null],
    ["long prompts", { model: "claude-haiku-5-5", max_tokens: 1000, inference_geo: "global" }, 100_001, "0.0525005"],
    [
      "searches, each reading a full window again",
      { model: "claude-haiku-4-5", max_tokens: 1, tools: [{ ...search, max_uses: 2 }] },
      0,
      "0.420005",
    ],
    ["searches without a cap", { model: "claude-haiku-4-5", max_tokens: 1, tools: [search] }, 0, null],
    [
      "container time has no cap",
      { model: "claude-haiku-4-5", max_tokens: 1, tools: [{ type: "code_execution_20260120" }] },
      0,
      null,
    ],
    [
      "tools of the user's own cost nothing",
      { model: "claude-haiku-4-5", max_tokens: 1, tools: [{ name: "bash", type: "bash_20250124" }, { name: "mine" }] },
      0,
      "0.000005",
    ],
    [
      "an unknown write rate",
      { model: "claude-mythos-5-2", max_tokens: 1, cache_control: { type: "ephemeral" } },
      1,
      null,
    ],
    [
      "api D1: an advisor reads a full window and writes its max_tokens each time; the model then reads on",
      {
        model: "claude-haiku-4-5",
        max_tokens: 1,
        tools: [
          { type: "advisor_20260301", name: "advisor", model: "claude-fable-5-2", max_uses: 2, max_tokens: 1000 },
        ],
      },
      0,
      "16.480005",
    ],
    [
      "api D1: an advisor without max_tokens may write all that its model can",
      {
        model: "claude-haiku-4-5",
        max_tokens: 1,
        tools: [{ type: "advisor_20260301", name: "advisor", model: "claude-haiku-4-5", max_uses: 1 }],
      },
      0,
      "0.720005",
    ],
    [
      "api D1: an advisor's own caching",
      {
        model: "claude-haiku-4-5",
        max_tokens: 1,
        tools: [
          {
            type: "advisor_20260301",
            name: "advisor",
            model: "claude-haiku-4-5",
            max_uses: 1,
            max_tokens: 0,
            caching: { type: "ephemeral", ttl: "1h" },
          },
        ],
      },
      0,
      "0.600005",
    ],
    ["no max_tokens", { model: "claude-haiku-4-5" }, 1, null],
    ["no model", { max_tokens: 1 }, 1, null],
  ];
  test.each(rows)("%s", (_, body, inputTokens, usd) => expect(worst(body, inputTokens)).toBe(usd));

  test("no bill that fits the request is above it", () => {
    const tokens = fc.integer({ min: 0, max: 300_000 });
    const models = fc.constantFrom("claude-haiku-5-5", "claude-opus-5-5", "claude-haiku-4-5", "claude-sonnet-5-5");
    const caching = fc.constantFrom("none", "5m", "1h");
    const parts = fc.record({ inputTokens: tokens, cacheReadTokens: tokens, write: tokens, outputTokens: tokens });
    fc.assert(
      fc.property(models, caching, parts, fc.constantFrom(null, "us", "global"), (model, ttl, part, geo) => {
        const usage: Usage = {
          ...NO_USAGE,
          inputTokens: part.inputTokens,
          outputTokens: part.outputTokens,
          cacheReadTokens: ttl === "none" ? 0 : part.cacheReadTokens,
          cacheWrite5mTokens: ttl === "none" ? 0 : part.write,
          cacheWrite1hTokens: ttl === "1h" ? part.write : 0,
          inferenceGeo: geo === "us" && model === "claude-haiku-4-5" ? null : geo,
        };
        const body = {
          model,
          max_tokens: part.outputTokens,
          ...(ttl === "none" ? {} : { cache_control: { type: "ephemeral", ttl } }),
        };
        const bill = facts.costOf(model, usage, NOV_22);
        const bound = facts.worstCost(request(body), promptTokens(usage), NOV_22);
        expect(bill !== null && bound !== null && bill <= bound).toBe(true);
      }),
    );
  });
});

test("costs add up: two usages of one kind cost what their sum costs", () => {
  const count = fc.integer({ min: 0, max: 40_000 });
  fc.assert(
    fc.property(count, count, count, count, (a, b, c, d) => {
      const cost = (inputTokens: number, outputTokens: number): bigint =>
        facts.costOf("claude-haiku-5-5", { ...NO_USAGE, inputTokens, outputTokens }, NOV_22) ?? -1n;
      expect(cost(a, b) + cost(c, d)).toBe(cost(a + c, b + d));
    }),
  );
  expect(facts.costOf("claude-opus-5-5", { ...NO_USAGE, inputTokens: M }, NOV_22)).toBe(fromUsd(4));
});
