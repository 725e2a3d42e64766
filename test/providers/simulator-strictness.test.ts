import { expect, test } from "vitest";
import type { JsonObject } from "../../src/domain/values/json.ts";
import { createSimulator } from "../../src/providers/simulator/simulator.ts";
import { signThinking } from "../../src/providers/simulator/rules/thinking-signature.ts";
import { ask } from "./simulator-calls.ts";

const OLD = "2023-06-01";
const NEW = "2026-10-21";
const TOOL: JsonObject = { name: "f", input_schema: { type: "object" } };
const call = (id: string): JsonObject => ({ type: "tool_use", id, name: "f", input: {} });
const result = (id: string): JsonObject => ({ type: "tool_result", tool_use_id: id, content: "12" });
const user = (content: JsonObject["x"]): JsonObject => ({ role: "user", content });
const assistant = (content: JsonObject["x"]): JsonObject => ({ role: "assistant", content });
const schema = (inner: JsonObject): JsonObject => ({
  output_config: { format: { type: "json_schema", schema: inner } },
});
const object = (properties: JsonObject, rest: JsonObject = {}): JsonObject => ({
  type: "object",
  properties,
  additionalProperties: false,
  ...rest,
});
const cached = (text: string, control: JsonObject = { type: "ephemeral" }): JsonObject => ({
  type: "text",
  text,
  cache_control: control,
});

interface Row {
  readonly name: string;
  readonly body: JsonObject;
  readonly version?: string;
  readonly headers?: Record<string, string>;
  /** What the message must say; absent: accepted. */
  readonly says?: string;
}

const fields: readonly Row[] = [
  { name: "the plainest request", body: {} },
  { name: "an unknown field", body: { x: 1 }, says: "x: Extra inputs are not permitted" },
  { name: "no max_tokens", body: { max_tokens: undefined as never }, says: "max_tokens: Field required" },
  { name: "no messages", body: { messages: undefined as never }, says: "messages: Field required" },
  { name: "an empty list of messages", body: { messages: [] }, says: "at least one message" },
  { name: "max_tokens of text", body: { max_tokens: "9" }, says: "max_tokens: Input should be a valid integer" },
  { name: "max_tokens below zero", body: { max_tokens: -1 }, says: "max_tokens" },
  { name: "max_tokens of the model's limit", body: { max_tokens: 128_000 } },
  { name: "max_tokens over the model's limit", body: { max_tokens: 128_001 }, says: "128001 > 128000" },
  {
    name: "max_tokens over an older model's limit",
    body: { model: "claude-haiku-4-5", max_tokens: 64_001 },
    says: "64001 > 64000",
  },
  { name: "max_tokens 0 without a stream", body: { max_tokens: 0 } },
  { name: "max_tokens 0 with a stream", body: { max_tokens: 0, stream: true }, says: "max_tokens: 0" },
  { name: "system blocks", body: { system: [cached("Be brief.")] } },
  {
    name: "an image in the system prompt",
    body: { system: [{ type: "image", source: { type: "url", url: "x" } }] },
    says: "not allowed in system",
  },
  { name: "stop sequences", body: { stop_sequences: ["</a>", "\n\nX"] } },
  { name: "a blank stop sequence", body: { stop_sequences: [" \n"] }, says: "stop_sequences" },
  { name: "a stop sequence that is no text", body: { stop_sequences: [1] }, says: "stop_sequences.0" },
  { name: "stop sequences that are no list", body: { stop_sequences: "x" }, says: "stop_sequences" },
  { name: "a user id", body: { metadata: { user_id: "u" } } },
  { name: "other metadata", body: { metadata: { team: "x" } }, says: "metadata.team: Extra inputs" },
  { name: "a service tier", body: { service_tier: "standard_only" } },
  { name: "an unknown service tier", body: { service_tier: "priority" }, says: "service_tier" },
  { name: "geography", body: { inference_geo: "us" } },
  { name: "an unknown geography", body: { inference_geo: "mars" }, says: "inference_geo" },
  {
    name: "geography on a model before 4.6",
    body: { model: "claude-haiku-4-5", inference_geo: "us" },
    says: "inference_geo",
  },
  {
    name: "the old output_format",
    body: { output_format: { type: "json_schema", schema: {} } },
    says: "output_format: Extra inputs",
  },
];

const sampling: readonly Row[] = [
  ...["temperature", "top_p", "top_k"].flatMap((field) =>
    ["claude-haiku-5-5", "claude-sonnet-4-6", "claude-haiku-4-5"].map((model) => ({
      name: `${field} on ${model}, even at its default`,
      version: NEW,
      body: { model, [field]: 1 },
      says: `${field}: Extra inputs are not permitted`,
    })),
  ),
  { name: "temperature on 4.6", version: OLD, body: { model: "claude-sonnet-4-6", temperature: 0.2 } },
  {
    name: "temperature and top_p on 4.6",
    version: OLD,
    body: { model: "claude-opus-4-6", temperature: 0.2, top_p: 0.5 },
  },
  {
    name: "temperature over 1",
    version: OLD,
    body: { model: "claude-sonnet-4-6", temperature: 1.5 },
    says: "temperature",
  },
  {
    name: "temperature with thinking",
    version: OLD,
    body: { model: "claude-sonnet-4-6", temperature: 0, thinking: { type: "adaptive" } },
    says: "temperature",
  },
  {
    name: "top_k with thinking",
    version: OLD,
    body: { model: "claude-sonnet-4-6", top_k: 5, thinking: { type: "adaptive" } },
    says: "top_k",
  },
  {
    name: "top_p 0.5 with thinking",
    version: OLD,
    body: { model: "claude-sonnet-4-6", top_p: 0.5, thinking: { type: "adaptive" } },
    says: "top_p",
  },
  {
    name: "top_p 0.97 with thinking",
    version: OLD,
    body: { model: "claude-sonnet-4-6", top_p: 0.97, thinking: { type: "adaptive" } },
  },
  {
    name: "temperature and top_p on 4.5",
    version: OLD,
    body: { model: "claude-haiku-4-5", temperature: 0.2, top_p: 0.5 },
    says: "cannot both",
  },
  { name: "temperature 1 on a newer model", version: OLD, body: { temperature: 1 } },
  { name: "temperature 0 on a newer model", version: OLD, body: { temperature: 0 }, says: "temperature" },
  { name: "top_p 1 on Haiku 5.5", version: OLD, body: { top_p: 1 }, says: "top_p" },
  { name: "top_p 0.99 on Haiku 5.5", version: OLD, body: { top_p: 0.99 } },
  { name: "top_k on a newer model", version: OLD, body: { model: "claude-opus-4-7", top_k: 40 }, says: "top_k" },
];

const thinking: readonly Row[] = [
  { name: "adaptive", body: { thinking: { type: "adaptive", display: "summarized" } } },
  { name: "an unknown type", body: { thinking: { type: "hard" } }, says: "thinking" },
  { name: "disabled on Haiku 5.5", body: { thinking: { type: "disabled" } } },
  {
    name: "disabled on Opus 5.5",
    body: { model: "claude-opus-5-5", thinking: { type: "disabled" } },
    says: "`disabled` is not supported",
  },
  {
    name: "enabled on Haiku 5.5",
    body: { thinking: { type: "enabled", budget_tokens: 1024 }, max_tokens: 2000 },
    says: "not supported",
  },
  { name: "between_tools on Sonnet 5.5", body: { model: "claude-sonnet-5-5", thinking: { type: "between_tools" } } },
  {
    name: "between_tools with a display",
    body: { model: "claude-sonnet-5-5", thinking: { type: "between_tools", display: "omitted" } },
    says: "Extra inputs",
  },
  {
    name: "between_tools at max effort",
    body: { model: "claude-sonnet-5-5", thinking: { type: "between_tools" }, output_config: { effort: "max" } },
    says: "effort",
  },
  {
    name: "disabled at xhigh effort on Haiku 5.5",
    body: { thinking: { type: "disabled" }, output_config: { effort: "xhigh" } },
    says: "effort",
  },
  {
    name: "disabled at max effort on Sonnet 5",
    body: { model: "claude-sonnet-5", thinking: { type: "disabled" }, output_config: { effort: "max" } },
  },
  {
    name: "adaptive on 4.5",
    body: { model: "claude-haiku-4-5", thinking: { type: "adaptive" } },
    says: "not supported",
  },
  {
    name: "a budget on 4.5",
    body: { model: "claude-haiku-4-5", max_tokens: 2000, thinking: { type: "enabled", budget_tokens: 1024 } },
  },
  { name: "no budget", body: { model: "claude-haiku-4-5", thinking: { type: "enabled" } }, says: "budget_tokens" },
  {
    name: "a budget under 1024",
    body: { model: "claude-haiku-4-5", max_tokens: 2000, thinking: { type: "enabled", budget_tokens: 1000 } },
    says: "1024",
  },
  {
    name: "a budget of max_tokens",
    body: { model: "claude-haiku-4-5", max_tokens: 2000, thinking: { type: "enabled", budget_tokens: 2000 } },
    says: "max_tokens",
  },
  {
    name: "effort on 4.5 Haiku",
    body: { model: "claude-haiku-4-5", output_config: { effort: "low" } },
    says: "effort",
  },
  { name: "xhigh on 4.6", body: { model: "claude-sonnet-4-6", output_config: { effort: "xhigh" } }, says: "effort" },
  { name: "max on 4.6", body: { model: "claude-sonnet-4-6", output_config: { effort: "max" } } },
  { name: "max on Opus 4.5", body: { model: "claude-opus-4-5", output_config: { effort: "max" } }, says: "effort" },
  { name: "a task budget", body: { output_config: { task_budget: 5 } }, says: "output_config.task_budget" },
];

const messages: readonly Row[] = [
  { name: "an assistant first", body: { messages: [assistant("hi"), user("x")] }, says: "first message" },
  { name: "a system message first", body: { messages: [{ role: "system", content: "x" }] }, says: "first message" },
  { name: "a system message later", body: { messages: [user("a"), { role: "system", content: "x" }, user("b")] } },
  {
    name: "a system message on Sonnet 5",
    body: { model: "claude-sonnet-5", messages: [user("a"), { role: "system", content: "x" }] },
    says: "not supported",
  },
  { name: "an unknown role", body: { messages: [{ role: "tool", content: "x" }] }, says: "role" },
  {
    name: "an unknown key of a message",
    body: { messages: [{ role: "user", content: "x", name: "y" }] },
    says: "messages.0.name",
  },
  { name: "no content", body: { messages: [{ role: "user" }] }, says: "messages.0.content" },
  { name: "empty content", body: { messages: [user("")] }, says: "non-empty" },
  { name: "an empty list of blocks", body: { messages: [user([])] }, says: "non-empty" },
  { name: "blank content", body: { messages: [user(" \n")] }, says: "non-whitespace" },
  { name: "an empty text block", body: { messages: [user([{ type: "text", text: "" }])] }, says: "non-empty" },
  { name: "an unknown block", body: { messages: [user([{ type: "video" }])] }, says: "'video'" },
  {
    name: "an unknown key of a block",
    body: { messages: [user([{ type: "text", text: "x", y: 1 }])] },
    says: "messages.0.content.0.text.y",
  },
  { name: "a tool use by the user", body: { messages: [user([call("t")])] }, says: "not allowed in user" },
  {
    name: "an image",
    body: { messages: [user([{ type: "image", source: { type: "base64", media_type: "image/png", data: "AA" } }])] },
  },
  {
    name: "an image of a wrong type",
    body: { messages: [user([{ type: "image", source: { type: "base64", media_type: "image/bmp", data: "AA" } }])] },
    says: "media_type",
  },
  {
    name: "an image by the assistant",
    body: { messages: [user("x"), assistant([{ type: "image", source: { type: "url", url: "u" } }]), user("y")] },
    says: "not allowed in assistant",
  },
  {
    name: "a document by the assistant",
    body: { messages: [user("x"), assistant([{ type: "document", source: { type: "text", data: "d" } }]), user("y")] },
    says: "not allowed in assistant",
  },
  {
    name: "the same under the old version",
    version: OLD,
    body: { messages: [user("x"), assistant([{ type: "document", source: { type: "text", data: "d" } }]), user("y")] },
  },
  {
    name: "citations by the user",
    body: { messages: [user([{ type: "text", text: "x", citations: [{ a: 1 }] }])] },
    says: "citations",
  },
  { name: "prefill on a new model", body: { messages: [user("x"), assistant("{")] }, says: "prefill" },
  {
    name: "prefill on 4.6",
    body: { model: "claude-sonnet-4-6", messages: [user("x"), assistant("{")] },
    says: "prefill",
  },
  {
    name: "a paused turn that is sent back to a model without prefill",
    body: {
      messages: [
        user("x"),
        assistant([
          { type: "text", text: "I look it up." },
          { type: "server_tool_use", id: "srvtoolu_1", name: "web_search", input: { query: "x" } },
        ]),
      ],
    },
  },
  { name: "prefill on 4.5", body: { model: "claude-haiku-4-5", messages: [user("x"), assistant("{")] } },
  {
    name: "prefill that ends in a space",
    body: { model: "claude-haiku-4-5", messages: [user("x"), assistant("a ")] },
    says: "trailing whitespace",
  },
  { name: "neighbours of one role", body: { messages: [user("a"), user("b"), assistant("c"), user("d")] } },
  {
    name: "a tool loop",
    body: {
      tools: [TOOL],
      messages: [
        user("x"),
        assistant([call("a"), call("b")]),
        user([result("b"), result("a"), { type: "text", text: "so?" }]),
      ],
    },
  },
  {
    name: "a call without a result",
    body: { tools: [TOOL], messages: [user("x"), assistant([call("a")]), user("y")] },
    says: "without `tool_result` blocks immediately after: a",
  },
  {
    name: "one of two results",
    body: { tools: [TOOL], messages: [user("x"), assistant([call("a"), call("b")]), user([result("a")])] },
    says: "immediately after: b",
  },
  {
    name: "a result without a call",
    body: { tools: [TOOL], messages: [user([result("z")])] },
    says: "unexpected `tool_use_id`",
  },
  {
    name: "a result after text",
    body: {
      tools: [TOOL],
      messages: [user("x"), assistant([call("a")]), user([{ type: "text", text: "t" }, result("a")])],
    },
    says: "must come first",
  },
  {
    name: "a call at the end",
    body: { model: "claude-haiku-4-5", tools: [TOOL], messages: [user("x"), assistant([call("a")])] },
    says: "immediately after: a",
  },
  {
    name: "thinking as it was signed",
    body: {
      messages: [
        user("x"),
        assistant([
          { type: "thinking", thinking: "", signature: signThinking("", "n") },
          { type: "text", text: "y" },
        ]),
        user("z"),
      ],
    },
  },
  {
    name: "thinking that was changed",
    body: {
      messages: [
        user("x"),
        assistant([{ type: "thinking", thinking: "mine", signature: signThinking("", "n") }]),
        user("z"),
      ],
    },
    says: "Invalid `signature`",
  },
];

const tools: readonly Row[] = [
  { name: "a tool", body: { tools: [TOOL], tool_choice: { type: "auto", disable_parallel_tool_use: true } } },
  { name: "a server tool", body: { tools: [{ type: "web_search_20260209", name: "web_search" }] } },
  { name: "a tool without a schema", body: { tools: [{ name: "f" }] }, says: "input_schema" },
  {
    name: "a schema that is no object",
    body: { tools: [{ name: "f", input_schema: { type: "string" } }] },
    says: "input_schema.type",
  },
  { name: "a name with a space", body: { tools: [{ ...TOOL, name: "a b" }] }, says: "pattern" },
  { name: "an unknown key of a tool", body: { tools: [{ ...TOOL, inputs: 1 }] }, says: "inputs: Extra" },
  { name: "two tools of one name", body: { tools: [TOOL, TOOL] }, says: "unique" },
  {
    name: "21 strict tools",
    body: { tools: Array.from({ length: 21 }, (_, n) => ({ ...TOOL, name: `f${n}`, strict: true })) },
    says: "strict",
  },
  { name: "a choice without tools", body: { tool_choice: { type: "auto" } }, says: "while providing tools" },
  { name: "an unknown choice", body: { tools: [TOOL], tool_choice: { type: "maybe" } }, says: "tool_choice" },
  { name: "a forced tool on Haiku 5.5", body: { tools: [TOOL], tool_choice: { type: "tool", name: "f" } } },
  {
    name: "a forced tool that is not there",
    body: { tools: [TOOL], tool_choice: { type: "tool", name: "g" } },
    says: "'g' not found",
  },
  {
    name: "a forced tool on Sonnet 5.5",
    body: { model: "claude-sonnet-5-5", tools: [TOOL], tool_choice: { type: "any" } },
    says: 'type "tool" and "any" are not supported',
  },
  {
    name: "a forced tool with a thinking budget",
    body: {
      model: "claude-haiku-4-5",
      max_tokens: 3000,
      tools: [TOOL],
      tool_choice: { type: "any" },
      thinking: { type: "enabled", budget_tokens: 1024 },
    },
    says: "forces tool use",
  },
];

const schemas: readonly Row[] = [
  {
    name: "an object",
    body: schema(
      object(
        { a: { type: "string", enum: ["x"] }, b: { anyOf: [{ type: "integer" }, { type: "null" }] } },
        { required: ["a", "b"] },
      ),
    ),
  },
  { name: "additional properties", body: schema({ type: "object", properties: {} }), says: "additionalProperties" },
  {
    name: "nested additional properties",
    body: schema(object({ a: { type: "object", properties: {} } })),
    says: "additionalProperties",
  },
  {
    name: "numeric bounds",
    body: schema(object({ a: { type: "integer", minimum: 1 } })),
    says: "'minimum' is not supported",
  },
  { name: "text length", body: schema(object({ a: { type: "string", maxLength: 9 } })), says: "'maxLength'" },
  { name: "minItems 1", body: schema(object({ a: { type: "array", items: { type: "string" }, minItems: 1 } })) },
  {
    name: "minItems 2",
    body: schema(object({ a: { type: "array", items: { type: "string" }, minItems: 2 } })),
    says: "minItems",
  },
  {
    name: "an internal reference",
    body: schema(object({ a: { $ref: "#/$defs/x" } }, { $defs: { x: { type: "string" } } })),
  },
  { name: "a missing reference", body: schema(object({ a: { $ref: "#/$defs/y" } })), says: "not found" },
  { name: "recursion", body: schema(object({ a: { $ref: "#" } })), says: "recursive" },
  { name: "an external reference", body: schema(object({ a: { $ref: "https://x/y.json" } })), says: "external" },
  { name: "a simple pattern", body: schema(object({ a: { type: "string", pattern: "^[a-z]+$" } })) },
  { name: "lookahead", body: schema(object({ a: { type: "string", pattern: "(?=x)" } })), says: "pattern" },
  { name: "an unknown format", body: schema(object({ a: { type: "string", format: "color" } })), says: "format" },
  {
    name: "25 optional properties",
    body: schema(object(Object.fromEntries(Array.from({ length: 25 }, (_, n) => [`p${n}`, { type: "string" }])))),
    says: "too complex",
  },
  {
    name: "citations beside it",
    body: {
      ...schema(object({})),
      messages: [user([{ type: "document", source: { type: "text", data: "d" }, citations: { enabled: true } }])],
    },
    says: "citations",
  },
  { name: "another type", body: { output_config: { format: { type: "xml" } } }, says: "json_schema" },
];

const caching: readonly Row[] = [
  { name: "four breakpoints", body: { system: [cached("a"), cached("b"), cached("c"), cached("d")] } },
  {
    name: "four and the automatic one",
    body: { cache_control: { type: "ephemeral" }, system: [cached("a"), cached("b"), cached("c"), cached("d")] },
    says: "maximum of 4",
  },
  { name: "an unknown life", body: { system: [cached("a", { type: "ephemeral", ttl: "1d" })] }, says: "ttl" },
  {
    name: "an hour before five minutes",
    body: { system: [cached("a", { type: "ephemeral", ttl: "1h" }), cached("b")] },
  },
  {
    name: "an hour after five minutes",
    body: { system: [cached("a"), cached("b", { type: "ephemeral", ttl: "1h" })] },
    says: "must not come after",
  },
  { name: "another type of cache", body: { system: [cached("a", { type: "forever" })] }, says: "ephemeral" },
];

const fast: readonly Row[] = [
  { name: "fast on Opus 5.5", body: { model: "claude-opus-5-5", speed: "fast" } },
  { name: "fast on Haiku 5.5", body: { speed: "fast" }, says: "speed" },
  { name: "fast on Opus 5 without its header", body: { model: "claude-opus-5", speed: "fast" }, says: "speed" },
  {
    name: "fast on Opus 5 with its header",
    body: { model: "claude-opus-5", speed: "fast" },
    headers: { "anthropic-beta": "x, fast-mode-2026-02-01" },
  },
  { name: "fast on 4.6 is taken and ignored", body: { model: "claude-opus-4-6", speed: "fast" } },
  { name: "an unknown speed", body: { speed: "warp" }, says: "speed" },
];

const table = Object.entries({ fields, sampling, thinking, messages, tools, schemas, caching, fast }).flatMap(
  ([group, rows]) => rows.map((row) => ({ group, ...row })),
);
test.each(table)("$group: $name", async ({ body, version, headers, says }) => {
  const { status, json } = await ask(createSimulator(), body, {
    ...headers,
    ...(version === undefined ? {} : { "anthropic-version": version }),
  });
  if (says === undefined) expect({ status, json }).toMatchObject({ status: 200 });
  else {
    expect({ status, json }).toMatchObject({
      status: 400,
      json: { type: "error", error: { type: "invalid_request_error" } },
    });
    expect(JSON.stringify(json)).toContain(JSON.stringify(says).slice(1, -1));
  }
});

test.each([
  "claude-3-5-haiku-20241022",
  "claude-haiku-3-5-20241022",
  "claude-opus-4-20250514",
  "claude-sonnet-4-0",
  "claude-3-7-sonnet-latest",
  "gpt-4",
  "__proto__",
])("the model %s is not found", async (model) => {
  const { status, json } = await ask(createSimulator(), { model });
  expect({ status, json }).toMatchObject({
    status: 404,
    json: { error: { type: "not_found_error", message: `model: ${model}` } },
  });
});

const doors = [
  { name: "no credential", headers: { authorization: "" }, status: 401 },
  { name: "an empty bearer", headers: { authorization: "Bearer " }, status: 401 },
  { name: "x-api-key", headers: { authorization: "", "x-api-key": "k" }, status: 200 },
  { name: "no version", headers: { "anthropic-version": null }, status: 400 },
  { name: "an unknown version", headers: { "anthropic-version": "2024-01-01" }, status: 400 },
  { name: "the oldest version", headers: { "anthropic-version": "2023-01-01" }, status: 200 },
];
test.each(doors)("$name gives $status", async ({ headers, status }) => {
  expect((await ask(createSimulator(), {}, headers)).status).toBe(status);
});

test("only the key that the option names is let in", async () => {
  const simulator = createSimulator({ apiKey: "right" });
  expect((await ask(simulator, {}, { authorization: "Bearer wrong" })).status).toBe(401);
  expect((await ask(simulator, {}, { authorization: "Bearer right" })).status).toBe(200);
});

const raw = [
  { name: "text that is not JSON", body: "{", status: 400 },
  { name: "a list", body: "[]", status: 400 },
  { name: "a body over the limit", body: JSON.stringify({ x: "y".repeat(2000) }), status: 413 },
];
test.each(raw)("$name gives $status", async ({ body, status }) => {
  expect((await ask(createSimulator({ maxBodyBytes: 1000 }), body)).status).toBe(status);
});
