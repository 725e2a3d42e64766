import type { Completion, TokenCounts, Usage } from "./completion.ts";
import type { JsonObject } from "../values/json.ts";
import type { CompletionLine, IterationLine } from "../formats/records.ts";
import { toolCallsOf } from "./tool-calls.ts";

type TokensLine = Omit<IterationLine, "type" | "model">;

/** A completion as files keep it: its text and tool calls follow from the content. */
export function toCompletionLine({ content, usage, ...answer }: Completion): CompletionLine {
  return {
    content: content as JsonObject[], // a file only reads it
    ending: answer.ending,
    stop_reason: answer.stopReason,
    refusal_category: answer.refusalCategory,
    ...(answer.containerId === undefined ? {} : { container_id: answer.containerId }),
    model_served: answer.modelServed,
    ...(answer.rest === undefined ? {} : { rest: answer.rest }),
    ...(Number.isNaN(usage.inputTokens + usage.outputTokens) ? { usage_unknown: true } : {}),
    usage: {
      ...tokensLine(usage),
      thinking_tokens: usage.thinkingTokens,
      web_search_requests: usage.webSearchRequests,
      service_tier: usage.serviceTier,
      speed: usage.speed,
      inference_geo: usage.inferenceGeo,
      ...(usage.iterations.length === 0 ? {} : { iterations: usage.iterations.map(iterationLine) }),
    },
  };
}

function iterationLine(iteration: Usage["iterations"][number]): IterationLine {
  return { type: iteration.type, model: iteration.model, ...tokensLine(iteration) };
}

function tokensLine(counts: TokenCounts): TokensLine {
  return {
    input_tokens: counts.inputTokens || 0, // NaN: not known, which is said beside
    output_tokens: counts.outputTokens || 0,
    cache_read_tokens: counts.cacheReadTokens,
    cache_write_5m_tokens: counts.cacheWrite5mTokens,
    cache_write_1h_tokens: counts.cacheWrite1hTokens,
  };
}

/** The completion that a line of a file holds. */
export function fromCompletionLine(line: CompletionLine): Completion {
  const content = line.content as JsonObject[]; // parsed from JSON
  return {
    content,
    text: content.map((block) => (block["type"] === "text" ? textField(block, "text") : "")).join(""),
    toolCalls: toolCallsOf(content),
    ending: line.ending,
    stopReason: line.stop_reason,
    refusalCategory: line.refusal_category,
    modelServed: line.model_served,
    ...(line.container_id === undefined ? {} : { containerId: line.container_id }),
    ...(line.rest === undefined ? {} : { rest: line.rest as JsonObject }), // parsed from JSON
    usage: usageOf(line),
  };
}

function usageOf({ usage, usage_unknown: isUnknown }: CompletionLine): Usage {
  return {
    ...tokensOf(usage),
    ...(isUnknown === true ? UNKNOWN_TOKENS : {}),
    thinkingTokens: usage.thinking_tokens,
    webSearchRequests: usage.web_search_requests,
    serviceTier: usage.service_tier,
    speed: usage.speed,
    inferenceGeo: usage.inference_geo,
    iterations: (usage.iterations ?? []).map((line) => ({ type: line.type, model: line.model, ...tokensOf(line) })),
  };
}

/** What sums of it are too. */
const UNKNOWN_TOKENS = { inputTokens: Number.NaN, outputTokens: Number.NaN };

function tokensOf(line: TokensLine): TokenCounts {
  return {
    inputTokens: line.input_tokens,
    outputTokens: line.output_tokens,
    cacheReadTokens: line.cache_read_tokens,
    cacheWrite5mTokens: line.cache_write_5m_tokens,
    cacheWrite1hTokens: line.cache_write_1h_tokens,
  };
}

function textField(block: JsonObject, field: string): string {
  const value = block[field];
  return typeof value === "string" ? value : "";
}
