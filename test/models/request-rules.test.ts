import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/domain/values/json.ts";
import type { RequestShape } from "../../src/domain/model.ts";
import { apiVersionOf } from "../../src/models/settings/api-version.ts";
import { checkSettings } from "../../src/models/settings/check-settings.ts";
import { examineRequest } from "../../src/providers/simulator/rules/check-request.ts";
import { rulesOf } from "../../src/providers/simulator/rules/model-rules.ts";
import { MODELS } from "../../src/models/tables/find-model.ts";

/**
 * The two rule sets, written apart, over the same requests: what the capability tables call an error the simulator refuses,
 * and the other way round. Where one of them knows more than the other, it is written here.
 */
const SHAPE: RequestShape = { hasPrefill: false, hasSystemRole: false, hasAssistantDocument: false };
const CURRENT = MODELS.map(({ id }) => id).filter((id) => rulesOf(id) !== null);
const schema = (inner: JsonObject): JsonObject => ({ type: "json_schema", schema: inner });
const closed = (properties: JsonObject): JsonObject => ({ type: "object", properties, additionalProperties: false });
const TOOL: JsonObject = { name: "f", input_schema: { type: "object" } };
const FAST = { "anthropic-beta": "fast-mode-2026-02-01" };

/** Values of each setting; the first is absence. */
const VALUES: Readonly<Record<string, readonly (JsonObject[string] | undefined)[]>> = {
  max_tokens: [4096, 1, 32_000, 64_001, 128_001],
  temperature: [undefined, 0, 0.5, 1],
  top_p: [undefined, 0.5, 0.97, 0.99, 1],
  top_k: [undefined, 5],
  stop_sequences: [undefined, ["a"], [" "], ["a", "\n\n"]],
  thinking: [
    undefined,
    { type: "adaptive" },
    { type: "disabled" },
    { type: "between_tools" },
    { type: "enabled", budget_tokens: 1024 },
    { type: "enabled", budget_tokens: 1000 },
    { type: "enabled", budget_tokens: 5000 },
    { type: "adaptive", display: "bogus" },
    { type: "adaptive", display: null },
    { type: "adaptive", display: "updates" },
    { type: "never" },
  ],
  output_config: [
    undefined,
    ...["low", "medium", "high", "xhigh", "max", "huge"].map((effort) => ({ effort })),
    { format: schema(closed({ a: { const: null } })) },
    { format: schema({ type: "object", properties: {} }) },
    { format: schema(closed({ a: { oneOf: [{ type: "string" }] } })) },
    { format: schema(closed({ a: { not: { type: "string" } } })) },
    { format: schema(closed({ a: { type: "string", minLength: 2 } })) },
    { format: schema(closed({ a: { type: "array", minItems: 2 } })) },
    { format: schema(closed({ a: { type: "string", pattern: "(?=a)" } })) },
    { format: { type: "text" } },
    { task_budget: { type: "tokens", total: 5000 } },
  ],
  tools: [
    undefined,
    [TOOL],
    [TOOL, { ...TOOL, name: "g" }],
    [TOOL, TOOL],
    [{ ...TOOL, name: "get weather" }],
    [{ name: "f" }],
    [{ name: "f", input_schema: { type: "array" } }],
    [{ name: "f", input_schema: [] }],
    [{ input_schema: { type: "object" } }],
    [{ ...TOOL, cache_control: { type: "ephemeral", ttl: "2h" } }],
    [{ ...TOOL, cache_control: { type: "ephemeral", ttl: "1h" } }],
    [{ type: "web_search_20250305", name: "web_search" }],
    [{ ...TOOL, strict: true }],
    [{ ...TOOL, strict: true, input_schema: closed({}) }],
  ],
  tool_choice: [
    undefined,
    { type: "auto" },
    { type: "any" },
    { type: "tool", name: "f" },
    { type: "tool", name: "h" },
    { type: "none" },
    { type: "all" },
  ],
  cache_control: [
    undefined,
    { type: "ephemeral" },
    { type: "ephemeral", ttl: "2h" },
    { type: "forever" },
    { type: "ephemeral", id: 1 },
  ],
  service_tier: [undefined, "auto", "standard_only", "priority"],
  speed: [undefined, "standard", "fast"],
  inference_geo: [undefined, "us", "global", "eu"],
  metadata: [undefined, { user_id: "u" }, { user_id: null }, { team: "a" }],
};

type Headers = Readonly<Record<string, string>>;

function verdicts(model: string, settings: JsonObject, headers: Headers): { tables: string[]; simulator: string[] } {
  const errors = checkSettings(model, settings, { ...SHAPE, headers }).filter(({ severity }) => severity !== "warning");
  const { refusals, unknown } = examineRequest(
    { ...settings, model, messages: [{ role: "user", content: "hi" }], stream: true },
    { version: apiVersionOf(settings), betas: Object.values(headers), place: "messages" },
  );
  return {
    tables: errors.map(({ message }) => message),
    simulator: [...refusals, ...unknown.map(({ complaint }) => complaint)],
  };
}

function disagreement(model: string, settings: JsonObject, headers: Headers = {}): unknown {
  const { tables, simulator } = verdicts(model, settings, headers);
  return tables.length > 0 === simulator.length > 0 ? null : { model, settings, headers, tables, simulator };
}

describe("api D11: the two sets of request rules agree", () => {
  test.each(Object.keys(VALUES))("on `%s`, alone, on every model", (name) => {
    const found = CURRENT.flatMap((model) =>
      (VALUES[name] ?? []).flatMap((value) => {
        const settings = value === undefined ? {} : { [name]: value };
        return [{}, FAST].map((headers) => disagreement(model, { max_tokens: 4096, ...settings }, headers));
      }),
    );
    expect(found.filter((difference) => difference !== null)).toEqual([]);
    const outcomes = (VALUES[name] ?? []).map((value) =>
      verdicts("claude-haiku-5-5", { max_tokens: 4096, ...(value === undefined ? {} : { [name]: value }) }, {}),
    );
    expect(new Set(outcomes.map(({ simulator }) => simulator.length > 0))).toEqual(new Set([true, false]));
  });

  test("on settings together", () => {
    const anySettings = fc.record(
      Object.fromEntries(Object.entries(VALUES).map(([name, values]) => [name, fc.constantFrom(...values)])),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...CURRENT),
        anySettings,
        fc.constantFrom<Headers>({}, FAST),
        (model, drawn, headers) => {
          const settings = Object.fromEntries(Object.entries(drawn).filter(([, value]) => value !== undefined));
          expect(disagreement(model, settings as JsonObject, headers)).toBeNull();
        },
      ),
      { numRuns: 600, seed: 11 },
    );
  });
});
