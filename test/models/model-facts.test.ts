import { describe, expect, test } from "vitest";
import { NO_USAGE, type Usage } from "../../src/domain/run/completion.ts";
import type { JsonObject } from "../../src/domain/values/json.ts";
import { formatUsdExact, fromUsd } from "../../src/domain/values/money.ts";
import { createModelFacts } from "../../src/models/model-facts.ts";

const facts = createModelFacts({ priceOverrides: {} });
const NOV_22 = Date.UTC(2026, 10, 22, 12);
const PLAIN = { hasPrefill: false, hasSystemRole: false, hasAssistantDocument: false };

const TOOL = { name: "f", input_schema: { type: "object" } };

describe("standing", () => {
  test.each([
    ["claude-haiku-5-5", { status: "active", id: "claude-haiku-5-5" }],
    ["claude-haiku-4-5", { status: "active", id: "claude-haiku-4-5-20251001" }],
    ["claude-sonnet-4-5", { status: "deprecated", retires: "2026-11-30" }],
    ["claude-opus-4-20250514", { status: "retired", retiredOn: "2026-06-15" }],
    ["claude-sonnet-4-0", { status: "retired", retiredOn: "2026-06-15" }],
    ["claude-3-5-haiku-20241022", { status: "retired", retiredOn: "2026-02-19" }],
    ["claude-haiku-3-5-20241022", { status: "misspelt", realId: "claude-3-5-haiku-20241022" }],
    ["claude-hiaku-5-5", { status: "misspelt", realId: "claude-haiku-5-5" }],
    ["claude-haiku-5-6", { status: "unknown", nearest: "claude-haiku-5-5" }],
    ["my-own-model", { status: "unknown", nearest: null }],
  ])("%s", (id, standing) => expect(facts.standing(id)).toMatchObject(standing));
});

describe("settings", () => {
  const rows: [string, JsonObject, string[]][] = [
    ["claude-haiku-5-5", { max_tokens: 4096 }, []],
    ["claude-haiku-5-5", { temperature: 0 }, ["temperature"]],
    ["claude-opus-4-7", { temperature: 0.2, top_k: 3 }, ["temperature", "top_k"]],
    ["claude-haiku-5-5", { temperature: 1 }, []],
    ["claude-haiku-5-5", { top_p: 1 }, ["top_p"]],
    ["claude-haiku-5-5", { temperature: 1, top_p: 0.99 }, ["top_p"]],
    ["claude-sonnet-4-6", { temperature: 0 }, []],
    ["claude-sonnet-4-6", { temperature: 0, thinking: { type: "adaptive" } }, ["temperature"]],
    ["claude-haiku-4-5", { temperature: 0, top_p: 0.5 }, ["top_p"]],
    ["claude-opus-5-5", { thinking: { type: "disabled" } }, ["thinking.type"]],
    ["claude-haiku-5-5", { thinking: { type: "disabled" } }, []],
    ["claude-haiku-5-5", { thinking: { type: "disabled" }, output_config: { effort: "max" } }, ["thinking.type"]],
    [
      "claude-haiku-4-5",
      { thinking: { type: "enabled", budget_tokens: 100 }, max_tokens: 4096 },
      ["thinking.budget_tokens"],
    ],
    [
      "claude-haiku-4-5",
      { thinking: { type: "enabled", budget_tokens: 5000 }, max_tokens: 4096 },
      ["thinking.budget_tokens"],
    ],
    ["claude-haiku-4-5", { output_config: { effort: "low" } }, ["output_config.effort"]],
    ["claude-sonnet-4-6", { output_config: { effort: "xhigh" } }, ["output_config.effort"]],
    ["claude-opus-5-5", { tools: [TOOL], tool_choice: { type: "any" } }, ["tool_choice.type"]],
    ["claude-opus-5", { tools: [TOOL], tool_choice: { type: "any" } }, []],
    ["claude-haiku-4-5", { max_tokens: 64_001 }, ["max_tokens"]],
    ["claude-sonnet-5-5", { speed: "fast" }, ["speed"]],
    ["claude-opus-5-5", { speed: "fast" }, []],
    ["claude-haiku-4-5", { inference_geo: "us" }, ["inference_geo"]],
    ["somebody-elses", { temperature: 3, max_tokens: 1e9 }, []],
    [
      "claude-haiku-5-5",
      {
        output_config: {
          format: { type: "json_schema", schema: { type: "object", properties: { n: { minimum: 1 } } } },
        },
      },
      ["output_config.format.schema", "output_config.format.schema.properties.n.minimum"],
    ],
  ];
  test.each(rows)("%s with %j", (id, settings, pointers) => {
    expect(facts.checkSettings(id, settings, PLAIN).map(({ pointer }) => pointer.join("."))).toEqual(pointers);
  });

  test("prefill is a matter of the model", () => {
    const shape = { ...PLAIN, hasPrefill: true };
    expect(facts.checkSettings("claude-sonnet-4-6", {}, shape)).toHaveLength(1);
    expect(facts.checkSettings("claude-haiku-4-5", {}, shape)).toHaveLength(0);
  });

  test("a sampled request goes under the old version; fast mode has its own bucket", () => {
    expect(facts.sentSettings("claude-sonnet-4-6", { temperature: 0 }).apiVersion).toBe("2023-06-01");
    expect(facts.sentSettings("claude-opus-5-5", {}).apiVersion).toBe("2026-10-21");
    const bucket = (id: string, settings = {}): string => facts.sentSettings(id, settings).bucket;
    expect(bucket("claude-opus-4-8")).toBe(bucket("claude-opus-4-5"));
    expect(bucket("claude-sonnet-4-5")).toBe(bucket("claude-sonnet-4-6"));
    expect(bucket("claude-opus-5")).not.toBe(bucket("claude-opus-5-5"));
    expect(bucket("claude-opus-5-5", { speed: "fast" })).not.toBe(bucket("claude-opus-5-5"));
  });
});

describe("prices", () => {
  const usage = (part: Partial<Usage>): Usage => ({ ...NO_USAGE, ...part });
  const MILLION = { inputTokens: 1_000_000, outputTokens: 1_000_000 };
  test.each([
    // The tutorial's three models, on days when they lived.
    ["claude-opus-4-20250514", MILLION, Date.UTC(2026, 0, 1), "90"],
    ["claude-sonnet-4-20250514", { inputTokens: 100_000, outputTokens: 100_000 }, Date.UTC(2026, 0, 1), "1.8"],
    ["claude-3-5-haiku-20241022", MILLION, Date.UTC(2026, 0, 1), "4.8"],
    ["claude-opus-4-20250514", MILLION, Date.UTC(2026, 5, 16), null],
    ["claude-haiku-5-5", { inputTokens: 1000, outputTokens: 200 }, NOV_22, "0.0002"],
    ["claude-haiku-5-5", { inputTokens: 100_000 }, NOV_22, "0.01"],
    ["claude-haiku-5-5", { inputTokens: 60_000, cacheReadTokens: 40_001, outputTokens: 10 }, NOV_22, "0.03202505"],
    ["claude-sonnet-5-5", { cacheReadTokens: 1_000_000 }, Date.UTC(2026, 9, 6, 23, 59), "0.2"],
    ["claude-sonnet-5-5", { cacheReadTokens: 1_000_000 }, Date.UTC(2026, 9, 7), "0.1"],
    ["claude-opus-5-5", { cacheWrite5mTokens: 1_000_000, cacheWrite1hTokens: 1_000_000 }, NOV_22, "13"],
    ["claude-opus-5-5", { ...MILLION, speed: "fast" }, NOV_22, "48"],
    ["claude-opus-5-5", { ...MILLION, inferenceGeo: "us" }, NOV_22, "26.4"],
    ["claude-opus-5-5", { ...MILLION, serviceTier: "batch" }, NOV_22, "12"],
    ["claude-opus-5-5", { ...MILLION, serviceTier: "priority" }, NOV_22, null],
    ["claude-mythos-5-2", { ...MILLION }, NOV_22, "48"],
    ["claude-opus-5-5", { webSearchRequests: 3 }, NOV_22, "0.03"],
    ["nobodys-model", MILLION, NOV_22, null],
  ])("%s %j", (id, part, atMs, usd) => {
    const cost = facts.costOf(id, usage(part), atMs);
    expect(cost === null ? null : formatUsdExact(cost)).toBe(usd);
  });

  test("a user's own prices win, under any name of the model", () => {
    const own = createModelFacts({ priceOverrides: { "claude-haiku-4-5": { input: 2, output: 4 } } });
    expect(own.costOf("claude-haiku-4-5-20251001", usage(MILLION), NOV_22)).toBe(fromUsd(6));
    expect(own.priceTable).not.toBe(facts.priceTable);
  });

  test("the worst case is never below the bill", () => {
    const body = { model: "claude-haiku-5-5", max_tokens: 1000, messages: [] };
    const request = { body, headers: {}, apiVersion: "2026-10-21" as const };
    for (const inputTokens of [0, 1, 99_999, 100_000, 100_001, 900_000]) {
      const worst = facts.worstCost(request, inputTokens, NOV_22);
      const bill = facts.costOf(
        "claude-haiku-5-5",
        usage({ inputTokens, outputTokens: 1000, inferenceGeo: "us" }),
        NOV_22,
      );
      expect(worst !== null && bill !== null && worst >= bill).toBe(true);
    }
    const cached = { ...request, body: { ...body, cache_control: { type: "ephemeral", ttl: "1h" } } };
    expect(facts.worstCost(cached, 1000, NOV_22)).toBe((fromUsd((1000 * 0.2 + 1000 * 0.5) / 1e6 + 0) * 11n) / 10n);
    expect(facts.worstCost({ ...request, body: { ...body, model: "nobodys" } }, 10, NOV_22)).toBeNull();
  });
});
