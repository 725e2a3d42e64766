import { expect, test } from "vitest";
import type { Completion } from "../../src/domain/run/completion.ts";
import type { JsonObject } from "../../src/domain/values/json.ts";
import { createAccumulator, MalformedStream } from "../../src/providers/anthropic/message-accumulator.ts";
import { block, START, STOP, textBlock } from "./wire.ts";

function completionOf(content: readonly JsonObject[], delta: JsonObject, usage: JsonObject = {}): Completion {
  const accumulator = createAccumulator();
  const end = { type: "message_delta", delta, usage: { output_tokens: 5, ...usage } };
  for (const event of [START, ...content, end, STOP]) accumulator.add(event);
  return accumulator.completion();
}

test("api D7: compaction_delta brings the block's final values", () => {
  const { content, ending, stopReason } = completionOf(
    block(
      0,
      { type: "compaction", content: null, encrypted_content: null, signature: "s" },
      { type: "compaction_delta", content: "draft", encrypted_content: null },
      { type: "compaction_delta", content: "the whole summary", encrypted_content: "opaque" },
    ),
    { stop_reason: "compaction" },
  );
  expect(content).toEqual([
    { type: "compaction", content: "the whole summary", encrypted_content: "opaque", signature: "s" },
  ]);
  expect([ending, stopReason]).toEqual(["truncated", "compaction"]);
});

test("api D7: a compaction that failed stays null", () => {
  const failed = { type: "compaction_delta", content: null, encrypted_content: null };
  const { content } = completionOf(block(0, { type: "compaction", content: null }, failed), {
    stop_reason: "end_turn",
  });
  expect(content).toMatchObject([{ type: "compaction", content: null }]);
});

test.each([
  ["message_delta names it", { container: { id: "c1", expires_at: "2026-12-01T00:00:00Z", skills: null } }, "c1"],
  ["none", { container: null }, undefined],
  ["nonsense", { container: "c" }, undefined],
])("api D5: the container: %s", (_name, delta: JsonObject, wants) => {
  expect(completionOf(textBlock(0, "hi"), { stop_reason: "end_turn", ...delta }).containerId).toBe(wants);
});

test("api D1: the tokens are those of all iterations, each kept with its model", () => {
  const { usage } = completionOf(
    textBlock(0, "hi"),
    { stop_reason: "end_turn" },
    {
      iterations: [
        { type: "message", model: null, input_tokens: 12, output_tokens: 5 },
        {
          type: "advisor_message",
          model: "claude-fable-5-2",
          input_tokens: 1000,
          output_tokens: 50,
          cache_creation_input_tokens: 30,
          cache_creation: { ephemeral_5m_input_tokens: 10, ephemeral_1h_input_tokens: 20 },
          cache_read_input_tokens: 7,
        },
      ],
    },
  );
  expect(usage).toMatchObject({
    inputTokens: 1012,
    outputTokens: 55,
    cacheReadTokens: 7,
    cacheWrite5mTokens: 10,
    cacheWrite1hTokens: 20,
  });
  expect(usage.iterations.map(({ type, model }) => [type, model])).toEqual([
    ["message", null],
    ["advisor_message", "claude-fable-5-2"],
  ]);
});

test("api D1: what a list leaves out of the top level's counts was taken by the model that was asked", () => {
  const advisor = { type: "advisor_message", model: "claude-fable-5-2", input_tokens: 10, output_tokens: 9 };
  const { usage } = completionOf(
    textBlock(0, "hi"),
    { stop_reason: "end_turn" },
    { iterations: [{ type: "message", model: null, input_tokens: 0, output_tokens: 0 }, advisor] },
  );
  expect(usage).toMatchObject({ inputTokens: 12, outputTokens: 9 });
  expect(usage.iterations.map(({ type, inputTokens, outputTokens }) => [type, inputTokens, outputTokens])).toEqual([
    ["message", 0, 0],
    ["advisor_message", 10, 9],
    ["message", 2, 0],
  ]);
});

test.each([
  ["a negative count", [{ type: "message", input_tokens: -1, output_tokens: 1 }]],
  ["no counts", [{ type: "message" }]],
  ["no objects", ["message"]],
  ["no list", { type: "message" }],
])("api D1: iterations with %s are no usage", (_name, iterations: JsonObject[string]) => {
  const broken = (): unknown => completionOf(textBlock(0, "hi"), { stop_reason: "end_turn" }, { iterations });
  expect(broken).toThrow(MalformedStream);
});

test.each([[null], [[]]])("api D1: iterations %j say nothing", (iterations: JsonObject[string]) => {
  const { usage } = completionOf(textBlock(0, "hi"), { stop_reason: "end_turn" }, { iterations });
  expect(usage).toMatchObject({ inputTokens: 12, outputTokens: 5, iterations: [] });
});
