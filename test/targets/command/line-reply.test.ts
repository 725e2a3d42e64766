import { expect, test } from "vitest";
import type { Json } from "../../../src/domain/values/json.ts";
import { readLineReply } from "../../../src/targets/command/line-reply.ts";
import { readReply } from "../../../src/targets/read-reply.ts";

const CALL = { type: "tool_use", id: "toolu_1", name: "refund", input: { order: 5 } };
const THOUGHT = { type: "thinking", thinking: "hm", signature: "s" };

const broken: readonly (readonly [content: Json, words: string])[] = [
  [[{ type: "text", text: 5 }], 'a block of type "text" whose `text` is no text'],
  [[{ type: "text", txt: "BAD" }], 'a block of type "text" whose `text` is no text'],
  [[{ type: "text", text: null }], 'a block of type "text" whose `text` is no text'],
  [[{ type: "text", text: "ok" }, { type: "text" }], 'a block of type "text" whose `text` is no text'],
  [[{ type: "refusal", refusal: "BAD" }], 'a block of type "refusal", which no answer of Claude has'],
  [[{ type: "output_text", text: "BAD" }], 'a block of type "output_text", which no answer of Claude has'],
  [[{ type: "Text", text: "BAD" }], 'a block of type "Text", which no answer of Claude has'],
  [[{ type: "toString" }], 'a block of type "toString", which no answer of Claude has'],
  [[{ type: "_tool_result" }], "which no answer of Claude has"],
  [[{ text: "BAD" }], "a block without a `type`"],
  [[{ type: ["text"], text: "BAD" }], "a block without a `type`"],
  [[{ ...CALL, name: "" }], 'a block of type "tool_use" without `name` or `input`'],
  [[{ type: "tool_use", name: "refund", arguments: { order: 5 } }], "without `name` or `input`"],
  [[{ ...CALL, input: "order 5" }], "without `name` or `input`"],
  [[], "`content` with neither a text nor a call of a tool"],
  [[THOUGHT], "`content` with neither a text nor a call of a tool"],
  [["BAD"], "a `content` that is no list of blocks"],
  ["BAD", "a `content` that is no list of blocks"],
  [{ type: "text", text: "BAD" }, "a `content` that is no list of blocks"],
  [null, "an object whose `output` is undefined"],
];
test.each(broken)("attack 9: the content %j is no answer", (content, words) => {
  const reply = readLineReply("bot", { id: "1", content });
  expect(reply).toMatchObject({ status: "failed", message: expect.stringContaining(words) });
});

test.each<readonly [Json, readonly object[]]>([
  [[{ type: "text", text: "" }], []],
  [[THOUGHT, { type: "text", text: "o", citations: [] }, { type: "text", text: "k" }], [{ type: "text", text: "ok" }]],
  [[CALL], [CALL]],
  [[{ type: "web_search_tool_result", tool_use_id: "s", content: [] }, CALL], [CALL]],
])("the content %j is one", (content, blocks) => {
  const reply = readLineReply("bot", { id: "1", content });
  expect(reply).toMatchObject({ status: "answered", answer: { content: blocks } });
});

test("calls that are said beside the content make it an answer", () => {
  const said = { id: "1", content: [], tool_calls: [{ name: "refund", input: {} }] };
  expect(readLineReply("bot", said)).toMatchObject({ status: "answered" });
  expect(readLineReply("bot", { ...said, tool_calls: [] })).toMatchObject({ status: "failed" });
});

test("members that a program writes as null are not said", () => {
  const none = { content: null, tool_calls: null, usage: null, model: null, cost_usd: null, error: null };
  const said = { status: "answered", answer: { content: [{ type: "text", text: "ok" }], usage: null, costUsd: null } };
  expect(readLineReply("bot", { id: "1", ...none, output: "ok" })).toMatchObject(said);
  expect(readLineReply("bot", { id: "1", ...none, output: null, content: said.answer.content })).toMatchObject(said);
  expect(readReply("bot", { output: "ok", tool_calls: null, usage: null, cost_usd: null })).toMatchObject(said);
  expect(readLineReply("bot", { id: "1", ...none, output: null })).toMatchObject({ status: "failed" });
});

test.each([
  { name: "refund", arguments: {} },
  { name: "" },
  { name: "refund", input: "5" },
  { name: "refund", input: null },
])("attack 9: of modules, functions and services too, a call %j is none", (call) => {
  const reply = readReply("bot", { output: "ok", tool_calls: [call] });
  expect(reply).toMatchObject({ status: "failed", message: expect.stringContaining("no { name, input }") });
});

test("the model that it says it asked is the one that answered", () => {
  const said = { id: "1", output: "yes", model: "claude-haiku-4-5" };
  expect(readLineReply("bot", said)).toMatchObject({ status: "answered", answer: { model: "claude-haiku-4-5" } });
  const { answer } = readLineReply("bot", { ...said, model: null }) as { readonly answer: object };
  expect(answer).not.toHaveProperty("model");
});

test.each<Json>([5, "", "two\nlines", "\u001b[31mred", "x".repeat(201), ["claude-haiku-4-5"]])(
  "%j is no name of a model",
  (model) => {
    const reply = readLineReply("bot", { id: "1", output: "yes", model });
    expect(reply).toMatchObject({ status: "failed", message: expect.stringContaining("`model` that is no name") });
  },
);
