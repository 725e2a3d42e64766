import { isJsonObject, type Json, type JsonObject } from "../../../domain/values/json.ts";
import type { SimulatedReply } from "../../../domain/run/provider.ts";
import { numberField } from "../../../domain/values/json-fields.ts";
import type { Draft } from "../rules/draft.ts";
import type { PricedUsage } from "../rules/price-rules.ts";
import type { PromptTokens } from "../state/prompt-cache.ts";
import type { Reply, ReplyBlock } from "./reply.ts";

/** An answer with what its envelope needs. */
export interface MessageParts {
  readonly id: string;
  readonly model: string;
  readonly reply: Reply;
  /** The API's usage, complete. */
  readonly usage: JsonObject;
  /** Where its code ran; null: no code did. */
  readonly container: JsonObject | null;
}

/** The usage of an answer in the API's words; what the reply was told to report replaces the simulator's own count. */
export function usageJson(draft: Draft, prompt: PromptTokens, reply: Reply, told: SimulatedReply | null): JsonObject {
  const { body, rules } = draft;
  return {
    input_tokens: prompt.input,
    cache_creation_input_tokens: prompt.write5m + prompt.write1h,
    cache_read_input_tokens: prompt.read,
    cache_creation: { ephemeral_5m_input_tokens: prompt.write5m, ephemeral_1h_input_tokens: prompt.write1h },
    output_tokens: reply.outputTokens,
    output_tokens_details: { thinking_tokens: reply.thinkingTokens },
    server_tool_use: null,
    service_tier: draft.place === "batch" ? "batch" : "standard",
    speed: isFast(draft) ? "fast" : "standard",
    inference_geo: rules.geo ? (body["inference_geo"] ?? "global") : null,
    ...told?.usage,
  };
}

/** Does this request run, and cost, as fast mode? */
export function isFast({ body, rules }: Draft): boolean {
  return body["speed"] === "fast" && rules.fast !== "ignored";
}

/** The billed side of a usage; `outputTokens` may be fewer than reported when the answer broke off. */
export function billedUsage(usage: JsonObject, outputTokens: number | null): PricedUsage {
  const split = isJsonObject(usage["cache_creation"]) ? usage["cache_creation"] : {};
  return {
    inputTokens: numberField(usage, "input_tokens") ?? 0,
    outputTokens: outputTokens ?? numberField(usage, "output_tokens") ?? 0,
    cacheReadTokens: numberField(usage, "cache_read_input_tokens") ?? 0,
    cacheWrite5mTokens: numberField(split, "ephemeral_5m_input_tokens") ?? 0,
    cacheWrite1hTokens: numberField(split, "ephemeral_1h_input_tokens") ?? 0,
  };
}

/** The whole message, as a request without `stream` gets it and a batch stores it. */
export function messageJson({ id, model, reply, usage, container }: MessageParts): JsonObject {
  return {
    id,
    type: "message",
    role: "assistant",
    model,
    content: reply.blocks.map(blockJson),
    ...endJson(reply),
    usage,
    container,
    diagnostics: null,
  };
}

/** How the message ended, in the API's fields. */
export function endJson({ stopReason, stopSequence, stopDetails }: Reply): JsonObject {
  return { stop_reason: stopReason, stop_sequence: stopSequence, stop_details: stopDetails };
}

function blockJson(block: ReplyBlock): JsonObject {
  switch (block.type) {
    case "thinking":
      return { type: "thinking", thinking: block.thinking, signature: block.signature };
    case "text":
      return { type: "text", text: block.text };
    case "tool_use":
    case "server_tool_use":
      return { type: block.type, id: block.id, name: block.name, input: parsed(block.json) };
    case "scripted":
      return block.block;
  }
}

function parsed(json: string): Json {
  try {
    return JSON.parse(json) as Json; // JSON.parse yields JSON
  } catch {
    return {}; // cut at max_tokens
  }
}
