import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/domain/values/json.ts";
import { type RequestShape, withoutField } from "../../../src/domain/model.ts";
import { checkSettings } from "../../../src/models/settings/check-settings.ts";

const PLAIN: RequestShape = { hasPrefill: false, hasSystemRole: false, hasAssistantDocument: false };
const NO_FIELD: readonly string[] = [];

interface Row {
  readonly name: string;
  readonly model: string;
  readonly settings: JsonObject;
  /** Pointers of the errors, and the fields whose removal cures them. */
  readonly at: readonly string[];
  readonly drops: readonly string[];
  readonly shape?: Partial<RequestShape>;
}

type Cells = [name: string, model: string, settings: JsonObject, at: readonly string[], drops?: readonly string[]];

function row(...[name, model, settings, at, drops = NO_FIELD]: Cells): Row {
  return { name, model, settings, at, drops };
}

const FORMAT = { type: "json_schema", schema: { type: "object", additionalProperties: false } };
const ENABLED = { type: "enabled", budget_tokens: 2000 };
const INPUT = { type: "object" };
const TOOLS = [
  { name: "a", input_schema: INPUT },
  { name: "b", input_schema: INPUT },
];

const rows: readonly Row[] = [
  row("temperature is gone since Opus 4.7", "claude-opus-4-7", { temperature: 0 }, ["temperature"], ["temperature"]),
  row("but for its default", "claude-fable-5-2", { temperature: 1, top_p: 0.99 }, []),
  row("any top_k", "claude-sonnet-5", { top_k: 5 }, ["top_k"], ["top_k"]),
  row("Haiku 5.5 takes no top_p of 1", "claude-haiku-5-5", { top_p: 1 }, ["top_p"], ["top_p"]),
  row("nor both defaults", "claude-haiku-5-5", { temperature: 1, top_p: 0.99 }, ["top_p"], ["top_p"]),
  row("4.6 samples freely", "claude-opus-4-6", { temperature: 0.3, top_p: 0.5, top_k: 3 }, []),
  row("4.5 takes one of two", "claude-sonnet-4-5", { temperature: 0.3, top_p: 0.5 }, ["top_p"], ["top_p"]),
  row(
    "sampling while thinking",
    "claude-sonnet-4-6",
    { thinking: { type: "adaptive" }, temperature: 0, top_p: 0.9, top_k: 1 },
    ["temperature", "top_p", "top_k"],
    ["temperature", "top_p", "top_k"],
  ),
  row(
    "a top_p from 0.95 while thinking",
    "claude-sonnet-4-6",
    { thinking: { type: "adaptive" }, top_p: 0.95, temperature: 1 },
    [],
  ),
  row("with thinking disabled", "claude-sonnet-4-6", { thinking: { type: "disabled" }, temperature: 0 }, []),
  row("a temperature over 1", "claude-sonnet-4-6", { temperature: 1.5 }, ["temperature"], ["temperature"]),
  row(
    "null is as good as absent",
    "claude-opus-5-5",
    { temperature: null, thinking: null, speed: null, output_config: null },
    [],
  ),

  row("max_tokens at the limit", "claude-haiku-5-5", { max_tokens: 128_000 }, []),
  row("over it", "claude-haiku-5-5", { max_tokens: 128_001 }, ["max_tokens"]),

  row("adaptive came with 4.6", "claude-opus-4-5", { thinking: { type: "adaptive" } }, ["thinking.type"], ["thinking"]),
  row(
    "enabled went with 4.7",
    "claude-opus-4-7",
    { thinking: ENABLED, max_tokens: 4096 },
    ["thinking.type"],
    ["thinking"],
  ),
  row(
    "Fable cannot but think",
    "claude-fable-5-2",
    { thinking: { type: "disabled" } },
    ["thinking.type"],
    ["thinking"],
  ),
  row(
    "between_tools is Sonnet 5.5's",
    "claude-opus-5-5",
    { thinking: { type: "between_tools" } },
    ["thinking.type"],
    ["thinking"],
  ),
  row("and takes no display", "claude-sonnet-5-5", { thinking: { type: "between_tools", display: "omitted" } }, [
    "thinking.display",
  ]),
  row(
    "up to effort high",
    "claude-sonnet-5-5",
    { thinking: { type: "between_tools" }, output_config: { effort: "max" } },
    ["thinking.type"],
    ["thinking"],
  ),
  row(
    "high itself is fine",
    "claude-sonnet-5-5",
    { thinking: { type: "between_tools" }, output_config: { effort: "high" } },
    [],
  ),
  row(
    "disabled with xhigh",
    "claude-haiku-5-5",
    { thinking: { type: "disabled" }, output_config: { effort: "xhigh" } },
    ["thinking.type"],
    ["thinking"],
  ),
  row(
    "Sonnet 5 does not mind",
    "claude-sonnet-5",
    { thinking: { type: "disabled" }, output_config: { effort: "max" } },
    [],
  ),
  row("an unknown mode", "claude-haiku-5-5", { thinking: { type: "hard" } }, ["thinking.type"]),
  row("no mode", "claude-haiku-5-5", { thinking: {} }, ["thinking.type"]),
  row("a budget under 1024", "claude-haiku-4-5", { thinking: { type: "enabled", budget_tokens: 1023 } }, [
    "thinking.budget_tokens",
  ]),
  row("no budget", "claude-haiku-4-5", { thinking: { type: "enabled" } }, ["thinking.budget_tokens"]),
  row("a budget as large as max_tokens", "claude-haiku-4-5", { thinking: ENABLED, max_tokens: 2000 }, [
    "thinking.budget_tokens",
  ]),
  row("a budget below it", "claude-haiku-4-5", { thinking: ENABLED, max_tokens: 2001 }, []),

  row(
    "forcing a tool",
    "claude-sonnet-5-5",
    { tools: TOOLS, tool_choice: { type: "any" } },
    ["tool_choice.type"],
    ["tool_choice"],
  ),
  row("forcing where it works", "claude-sonnet-5", { tools: TOOLS, tool_choice: { type: "tool", name: "b" } }, []),
  row(
    "forcing with thinking enabled",
    "claude-haiku-4-5",
    { tools: TOOLS, tool_choice: { type: "any" }, thinking: ENABLED },
    ["tool_choice.type"],
    ["tool_choice"],
  ),
  row(
    "auto with thinking enabled",
    "claude-haiku-4-5",
    { tools: TOOLS, tool_choice: { type: "auto" }, thinking: ENABLED },
    [],
  ),
  row("where forcing is not established", "claude-mythos-5-2", { tools: TOOLS, tool_choice: { type: "any" } }, []),
  row("a tool that is not there", "claude-sonnet-5", { tools: TOOLS, tool_choice: { type: "tool", name: "c" } }, [
    "tool_choice.name",
  ]),
  row("a tool without a name", "claude-sonnet-5", { tools: TOOLS, tool_choice: { type: "tool" } }, [
    "tool_choice.name",
  ]),
  row("an unknown choice", "claude-sonnet-5", { tool_choice: { type: "all" } }, ["tool_choice.type"]),

  row(
    "no effort before Opus 4.5",
    "claude-haiku-4-5",
    { output_config: { effort: "low" } },
    ["output_config.effort"],
    ["output_config.effort"],
  ),
  row(
    "no max on Opus 4.5",
    "claude-opus-4-5",
    { output_config: { effort: "max" } },
    ["output_config.effort"],
    ["output_config.effort"],
  ),
  row(
    "no xhigh on 4.6",
    "claude-opus-4-6",
    { output_config: { effort: "xhigh" } },
    ["output_config.effort"],
    ["output_config.effort"],
  ),
  row("all five since", "claude-opus-5-5", { output_config: { effort: "xhigh" } }, []),
  row(
    "an unknown key",
    "claude-opus-5-5",
    { output_config: { efort: "low" } },
    ["output_config.efort"],
    ["output_config.efort"],
  ),
  row("structured outputs", "claude-haiku-4-5", { output_config: { format: FORMAT } }, []),
  row("another format", "claude-haiku-4-5", { output_config: { format: { type: "json_object" } } }, [
    "output_config.format",
  ]),

  row("fast mode", "claude-fable-5-2", { speed: "fast" }, []),
  row("no fast mode", "claude-haiku-5-5", { speed: "fast" }, ["speed"], ["speed"]),
  row("standard is no speed to refuse", "claude-haiku-4-5", { speed: "standard" }, []),
  row("an unknown tier", "claude-haiku-5-5", { service_tier: "priority" }, ["service_tier"], ["service_tier"]),
  row("geography before 4.6", "claude-opus-4-5", { inference_geo: "global" }, ["inference_geo"], ["inference_geo"]),
  row("geography since", "claude-sonnet-4-6", { inference_geo: "us" }, []),
  row(
    "a cache life that is none",
    "claude-haiku-5-5",
    { cache_control: { type: "ephemeral", ttl: "2h" } },
    ["cache_control"],
    ["cache_control"],
  ),

  { ...row("prefill", "claude-sonnet-4-6", {}, ["messages"]), shape: { hasPrefill: true } },
  { ...row("prefill before 4.6", "claude-haiku-4-5", {}, []), shape: { hasPrefill: true } },
  {
    ...row("prefill while thinking", "claude-haiku-4-5", { thinking: ENABLED }, ["messages"], ["thinking"]),
    shape: { hasPrefill: true },
  },
  {
    ...row(
      "prefill with a format",
      "claude-haiku-4-5",
      { output_config: { format: FORMAT } },
      ["messages"],
      ["output_config.format"],
    ),
    shape: { hasPrefill: true },
  },
  { ...row("system messages", "claude-sonnet-5", {}, ["messages"]), shape: { hasSystemRole: true } },
  { ...row("system messages where they work", "claude-opus-4-8", {}, []), shape: { hasSystemRole: true } },
  { ...row("documents of the assistant", "claude-opus-4-8", {}, ["messages"]), shape: { hasAssistantDocument: true } },
  {
    ...row("documents under the old version", "claude-sonnet-4-6", { temperature: 0 }, []),
    shape: { hasAssistantDocument: true },
  },
  {
    ...row("fast mode without its header", "claude-opus-4-8", { speed: "fast" }, ["speed"], ["speed"]),
    shape: { headers: {} },
  },
  {
    ...row("fast mode with it", "claude-opus-5", { speed: "fast" }, []),
    shape: { headers: { "Anthropic-Beta": "x, fast-mode-2026-02-01" } },
  },
  {
    ...row(
      "four breakpoints and an automatic one",
      "claude-opus-5",
      { cache_control: { type: "ephemeral" } },
      ["cache_control"],
      ["cache_control"],
    ),
    shape: { cacheBreakpoints: 4 },
  },
  {
    ...row(
      "five breakpoints, tools among them",
      "claude-opus-5",
      { tools: [{ name: "a", input_schema: INPUT, cache_control: { type: "ephemeral" } }] },
      ["tools"],
    ),
    shape: { cacheBreakpoints: 4 },
  },
  { ...row("four breakpoints", "claude-opus-5", {}, []), shape: { cacheBreakpoints: 4 } },

  row("nothing is known of other models", "somebody-elses", { temperature: 7, max_tokens: 1e9, speed: "warp" }, []),
  row("a retired model is an error of its own", "claude-opus-4-0", { max_tokens: 1e9 }, []),
];

describe("settings that a model rejects", () => {
  test.each(rows)("$name ($model)", ({ model, settings, at, drops, shape }) => {
    const problems = checkSettings(model, settings, { ...PLAIN, ...shape });
    const errors = problems.filter(({ severity }) => severity !== "warning");
    expect(errors.map(({ pointer }) => pointer.join("."))).toEqual(at);
    expect(errors.flatMap(({ droppable }) => droppable)).toEqual(drops);
    expect(errors.every(({ message, hint }) => message !== "" && hint !== null)).toBe(true);
  });

  test.each(rows.filter(({ drops }) => drops.length > 0))("what can be dropped cures it: $name", (at) => {
    const left = at.drops.reduce(withoutField, at.settings);
    expect(
      checkSettings(at.model, left, { ...PLAIN, ...at.shape }).filter(({ severity }) => severity !== "warning"),
    ).toEqual([]);
  });

  test.each([
    ["thinking enabled is deprecated on 4.6", "claude-opus-4-6", { thinking: ENABLED, max_tokens: 4096 }],
    ["fast mode is ignored on 4.6", "claude-opus-4-6", { speed: "fast" }],
    [
      "a forced Haiku does not think",
      "claude-haiku-5-5",
      { tools: TOOLS, tool_choice: { type: "any" }, thinking: { type: "adaptive" } },
    ],
  ])("a warning, nothing to drop: %s", (_, model, settings) => {
    const problems = checkSettings(model, settings, PLAIN);
    expect(problems.map(({ severity, droppable }) => ({ severity, droppable }))).toEqual([
      { severity: "warning", droppable: [] },
    ]);
  });
});

test("fields are taken out of settings, members out of maps", () => {
  const settings = { a: 1, b: { c: 1, d: 2 } };
  expect(withoutField(settings, "a")).toEqual({ b: { c: 1, d: 2 } });
  expect(withoutField(settings, "b.c")).toEqual({ a: 1, b: { d: 2 } });
  expect(withoutField(withoutField(settings, "b.c"), "b.d")).toEqual({ a: 1 });
  expect(withoutField(settings, "x.y")).toEqual(settings);
  expect(settings).toEqual({ a: 1, b: { c: 1, d: 2 } });
});
