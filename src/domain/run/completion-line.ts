import type { Completion, ToolCall, Usage } from "./completion.ts";
import type { Json, JsonObject } from "../values/json.ts";
import type { CompletionLine } from "../formats/records.ts";

/** A completion as files keep it: its text and tool calls follow from the content. */
export function toCompletionLine({ content, usage, ...answer }: Completion): CompletionLine {
  return {
    content: content as JsonObject[], // a file only reads it
    ending: answer.ending,
    stop_reason: answer.stopReason,
    refusal_category: answer.refusalCategory,
    model_served: answer.modelServed,
    usage: {
      input_tokens: usage.inputTokens,
      output_tokens: usage.outputTokens,
      cache_read_tokens: usage.cacheReadTokens,
      cache_write_5m_tokens: usage.cacheWrite5mTokens,
      cache_write_1h_tokens: usage.cacheWrite1hTokens,
      thinking_tokens: usage.thinkingTokens,
      web_search_requests: usage.webSearchRequests,
      service_tier: usage.serviceTier,
      speed: usage.speed,
      inference_geo: usage.inferenceGeo,
    },
  };
}

/** The completion that a line of a file holds. */
export function fromCompletionLine(line: CompletionLine): Completion {
  const content = line.content as JsonObject[]; // parsed from JSON
  return {
    content,
    text: content.map((block) => (block["type"] === "text" ? textField(block, "text") : "")).join(""),
    toolCalls: content.filter((block) => block["type"] === "tool_use").map(toolCallOf),
    ending: line.ending,
    stopReason: line.stop_reason,
    refusalCategory: line.refusal_category,
    modelServed: line.model_served,
    usage: usageOf(line),
  };
}

function usageOf({ usage }: CompletionLine): Usage {
  return {
    inputTokens: usage.input_tokens,
    outputTokens: usage.output_tokens,
    cacheReadTokens: usage.cache_read_tokens,
    cacheWrite5mTokens: usage.cache_write_5m_tokens,
    cacheWrite1hTokens: usage.cache_write_1h_tokens,
    thinkingTokens: usage.thinking_tokens,
    webSearchRequests: usage.web_search_requests,
    serviceTier: usage.service_tier,
    speed: usage.speed,
    inferenceGeo: usage.inference_geo,
  };
}

function toolCallOf(block: JsonObject): ToolCall {
  const input: Json = block["input"] ?? {};
  return { id: textField(block, "id"), name: textField(block, "name"), input };
}

function textField(block: JsonObject, field: string): string {
  const value = block[field];
  return typeof value === "string" ? value : "";
}
