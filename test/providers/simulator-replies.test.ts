import fc from "fast-check";
import { expect, test } from "vitest";
import type { JsonObject } from "../../src/domain/values/json.ts";
import { objectField, textField } from "../../src/domain/values/json-fields.ts";
import { splitText } from "../../src/providers/simulator/replies/message-events.ts";
import { createSimulator } from "../../src/providers/simulator/simulator.ts";
import { ask, events, reply } from "./simulator-calls.ts";

const types = (list: readonly JsonObject[]): readonly unknown[] => list.map((event) => event["type"]);
const joined = (list: readonly JsonObject[], field: string): string =>
  list.map((event) => textField(objectField(event, "delta") ?? {}, field) ?? "").join("");
const text = "It costs 東京 12 € for a 👩‍👩‍👧 to go there and back again.";

test("a stream has every event of the real one, in its order, with a thinking block first", async () => {
  const list = await events(
    createSimulator(),
    {},
    { simulated: reply({ text, toolUse: [{ name: "f", input: { city: "Paris", days: [1, 2] } }] }) },
  );
  const order = types(list).filter((type, index, all) => type !== "content_block_delta" || all[index - 1] !== type);
  const block = ["content_block_start", "content_block_delta", "content_block_stop"];
  expect(order).toEqual(["message_start", "ping", ...block, ...block, ...block, "message_delta", "message_stop"]);
  const starts = list.filter(({ type }) => type === "content_block_start");
  expect(starts.map(({ index }) => index)).toEqual([0, 1, 2]);
  expect(starts.map(({ content_block }) => content_block)).toMatchObject([
    { type: "thinking", thinking: "", signature: "" },
    { type: "text", text: "" },
    { type: "tool_use", name: "f", input: {} },
  ]);
  expect(list[0]).toMatchObject({
    message: { content: [], stop_reason: null, usage: { output_tokens: 1, service_tier: "standard" } },
  });
  const deltas = list.filter(({ type }) => type === "content_block_delta").map(({ delta }) => delta as JsonObject);
  expect(deltas.filter(({ type }) => type === "text_delta").length).toBeGreaterThan(1);
  expect(deltas.filter(({ type }) => type === "input_json_delta").length).toBeGreaterThan(1);
  expect(joined(list, "text")).toBe(text);
  expect(JSON.parse(joined(list, "partial_json"))).toEqual({
    city: "Paris",
    days: [1, 2],
  });
  expect(list.at(-2)).toMatchObject({
    delta: { stop_reason: "tool_use" },
    usage: { output_tokens_details: { thinking_tokens: 16 } },
  });
});

test("text is split without loss and never inside a surrogate pair", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (whole) => {
      const pieces = splitText(whole);
      expect(pieces.join("")).toBe(whole);
      for (const piece of pieces) expect(() => encodeURIComponent(piece)).not.toThrow();
    }),
  );
});

test("without stream the message comes as one JSON object", async () => {
  const { json } = await ask(createSimulator(), { thinking: { type: "disabled" } });
  expect(json).toMatchObject({
    type: "message",
    role: "assistant",
    model: "claude-haiku-5-5",
    content: [{ type: "text", text: "hello" }],
    stop_reason: "end_turn",
    stop_sequence: null,
    stop_details: null,
  });
});

const answers: {
  readonly name: string;
  readonly body: JsonObject;
  readonly told?: Parameters<typeof reply>[0];
  readonly want: JsonObject;
}[] = [
  {
    name: "echoes the last user text",
    body: {
      messages: [
        { role: "user", content: "a" },
        { role: "assistant", content: "b" },
        { role: "user", content: "c" },
      ],
    },
    want: { content: [{ text: "c" }] },
  },
  {
    name: "says what it is told",
    body: {},
    told: { text: "told" },
    want: { content: [{ text: "told" }], stop_reason: "end_turn" },
  },
  {
    name: "stops at the earliest stop sequence",
    body: { stop_sequences: ["there", "i "] },
    told: {},
    want: { content: [{ text: "h" }], stop_reason: "stop_sequence", stop_sequence: "i " },
  },
  {
    name: "drops tool calls after a stop sequence",
    body: { stop_sequences: ["there"] },
    told: { toolUse: [{ name: "f", input: {} }] },
    want: { content: [{ text: "hi " }], stop_reason: "stop_sequence" },
  },
  {
    name: "is cut at max_tokens, at whole characters",
    body: { max_tokens: 2 },
    told: { text: "日本語日本語" },
    want: { content: [{ text: "日本" }], stop_reason: "max_tokens", usage: { output_tokens: 2 } },
  },
  {
    name: "uses tools",
    body: {},
    told: { text: null, toolUse: [{ name: "f", input: { a: 1 } }] },
    want: { content: [{ type: "tool_use", name: "f", input: { a: 1 } }], stop_reason: "tool_use" },
  },
  {
    name: "refuses",
    body: {},
    told: { text: null, stopReason: "refusal" },
    want: { content: [], stop_reason: "refusal", stop_details: { type: "refusal" } },
  },
  {
    name: "ends as it is told",
    body: {},
    told: { stopReason: "pause_turn" },
    want: { stop_reason: "pause_turn", content: [{ type: "text" }, { type: "server_tool_use", name: "web_search" }] },
  },
  {
    name: "reports the usage it is told",
    body: {},
    told: { usage: { input_tokens: 7, output_tokens: 9 } },
    want: { usage: { input_tokens: 7, output_tokens: 9, service_tier: "standard" } },
  },
  {
    name: "gives the least JSON that fits a schema",
    body: {
      output_config: {
        format: {
          type: "json_schema",
          schema: {
            type: "object",
            additionalProperties: false,
            properties: {
              kind: { enum: ["x", "y"] },
              n: { type: "integer" },
              opt: { type: "string" },
              list: { type: "array", items: { type: "boolean" }, minItems: 1 },
            },
            required: ["kind", "n", "list"],
          },
        },
      },
    },
    want: { content: [{ text: '{"kind":"x","n":0,"list":[true]}' }] },
  },
  {
    name: "calls the tool that is forced",
    body: {
      tools: [
        { name: "f", input_schema: { type: "object", properties: { city: { type: "string" } }, required: ["city"] } },
      ],
      tool_choice: { type: "tool", name: "f" },
    },
    want: { content: [{ type: "tool_use", name: "f", input: { city: "text" } }], stop_reason: "tool_use" },
  },
];
test.each(answers)("$name", async ({ body, told, want }) => {
  const simulated = told === undefined ? null : reply(told);
  const { json } = await ask(createSimulator(), { thinking: { type: "disabled" }, ...body }, {}, { simulated });
  expect(json).toMatchObject(want);
});

test("thinking uses up max_tokens and may leave no text", async () => {
  const { json } = await ask(createSimulator(), { max_tokens: 10 });
  expect(json).toMatchObject({
    content: [{ type: "thinking" }],
    stop_reason: "max_tokens",
    usage: { output_tokens: 10 },
  });
  expect(json["content"]).toHaveLength(1);
});

test("a tool call that max_tokens cuts streams half its input", async () => {
  const input = { text: "x".repeat(200) };
  const list = await events(
    createSimulator(),
    { max_tokens: 30 },
    { simulated: reply({ text: null, toolUse: [{ name: "f", input }] }) },
  );
  const json = joined(list, "partial_json");
  expect(() => JSON.parse(json) as unknown).toThrow(SyntaxError);
  expect(list.at(-2)).toMatchObject({ delta: { stop_reason: "max_tokens" } });
});

test.each([
  { model: "claude-sonnet-4-6", thinks: false },
  { model: "claude-opus-4-8", thinks: false },
  { model: "claude-sonnet-5", thinks: true },
  { model: "claude-fable-5-2", thinks: true },
])("$model thinks unasked: $thinks", async ({ model, thinks }) => {
  const { json } = await ask(createSimulator(), { model });
  expect(JSON.stringify(json["content"]).includes('"thinking"')).toBe(thinks);
});

test("newer models count three tenths more tokens for the same text", async () => {
  const count = async (model: string): Promise<number> => {
    const { json } = await ask(createSimulator(), { model, messages: [{ role: "user", content: "x".repeat(4000) }] });
    return Number((json["usage"] as JsonObject)["input_tokens"]);
  };
  expect(await count("claude-sonnet-4-6")).toBe(1007);
  expect(await count("claude-haiku-5-5")).toBe(1307);
});

test("the option `answer` replies where the request says nothing itself", async () => {
  const simulator = createSimulator({
    answer: (body) => (body["max_tokens"] === 50 ? reply({ text: "fifty" }) : null),
  });
  const say = async (body: JsonObject, told = false): Promise<string> =>
    JSON.stringify(
      (await ask(simulator, body, {}, { simulated: told ? reply({ text: "own" }) : null })).json["content"],
    );
  expect(await say({ max_tokens: 50 })).toContain("fifty");
  expect(await say({ max_tokens: 51 })).toContain("hello");
  expect(await say({ max_tokens: 50 }, true)).toContain("own");
});

const errors = [
  { error: {}, status: 500, type: "api_error" },
  { error: { status: 529 }, status: 529, type: "overloaded_error" },
  { error: { type: "rate_limit_error", retry_after: 7 }, status: 429, type: "rate_limit_error", retryAfter: "7" },
  {
    error: { status: 429, code: "enforced_spend_limit_reached", message: "cap" },
    status: 429,
    type: "rate_limit_error",
  },
];
test.each(errors)("a told error $error comes as HTTP $status", async ({ error, status, type, retryAfter = null }) => {
  const got = await ask(createSimulator(), {}, {}, { simulated: reply({ error }) });
  expect(got).toMatchObject({ status, json: { error: { type } } });
  expect(got.headers.get("retry-after")).toBe(retryAfter);
});

test("a told error ends after its times, by attempt number or by count", async () => {
  const simulator = createSimulator();
  const simulated = reply({ error: { times: 2 } });
  const id = { suite: "s", caseId: "c", armId: "a", trial: 1, turn: 1, round: 1 };
  const numbered = [1, 2, 3].map(
    async (attempt) => (await ask(simulator, {}, {}, { simulated, id: { ...id, attempt } })).status,
  );
  expect(await Promise.all(numbered)).toEqual([500, 500, 200]);
  const counted: number[] = [];
  for (let n = 0; n < 3; n++) counted.push((await ask(simulator, {}, {}, { simulated })).status);
  expect(counted).toEqual([500, 500, 200]);
});
