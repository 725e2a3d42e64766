import { expect, test } from "vitest";
import { NO_USAGE } from "../../src/domain/run/completion.ts";
import { fromCompletionLine, toCompletionLine } from "../../src/domain/run/completion-line.ts";
import type { CompletionLine } from "../../src/domain/formats/records.ts";
import { toolCallsOf } from "../../src/domain/run/tool-calls.ts";
import validate from "../../src/providers/recordings/generated/recordings-validator.js";

function isRecording(completion: CompletionLine): boolean {
  return validate({
    v: 1,
    case: "a",
    request_hash: "0".repeat(64),
    n: 1,
    recorded_at: "2026-11-28T00:00:00.000Z",
    completion,
    ttft_ms: 1,
    latency_ms: 2,
    request_id: null,
  });
}

const OLD: CompletionLine = {
  content: [{ type: "tool_use", id: "t", name: "f", input: {} }],
  ending: "tool_use",
  stop_reason: "tool_use",
  refusal_category: null,
  model_served: "claude-haiku-5-5",
  usage: {
    input_tokens: 1,
    output_tokens: 2,
    cache_read_tokens: 0,
    cache_write_5m_tokens: 0,
    cache_write_1h_tokens: 0,
    thinking_tokens: null,
    web_search_requests: 0,
    service_tier: null,
    speed: null,
    inference_geo: null,
  },
};

test("api D1: a line of version 0.1 is still read, and written as it was", () => {
  const read = fromCompletionLine(OLD);
  expect(read.usage.iterations).toEqual([]);
  expect(read.toolCalls).toMatchObject([{ name: "f", by: "model" }]);
  expect(toCompletionLine(read)).toEqual(OLD);
  expect(isRecording(OLD)).toBe(true);
});

test("api D1: iterations are kept, each with its model", () => {
  const counts = { inputTokens: 5, outputTokens: 1, cacheReadTokens: 0, cacheWrite5mTokens: 0, cacheWrite1hTokens: 0 };
  const content = [{ type: "server_tool_use", id: "s", name: "web_search", input: {} }];
  const completion = {
    ...fromCompletionLine(OLD),
    content,
    toolCalls: toolCallsOf(content),
    usage: {
      ...NO_USAGE,
      ...counts,
      iterations: [{ ...counts, type: "advisor_message", model: "claude-fable-5-2" }],
    },
  };
  const line = toCompletionLine(completion);
  expect(isRecording(line)).toBe(true);
  expect(fromCompletionLine(JSON.parse(JSON.stringify(line)) as CompletionLine)).toEqual(completion);
});
