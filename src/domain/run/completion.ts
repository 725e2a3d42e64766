import type { JsonObject, Json } from "../values/json.ts";
import type { Ending } from "../formats/records.ts";

export type { Ending };

/** Tokens of one answer, as billed. `outputTokens` includes thinking. */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWrite5mTokens: number;
  readonly cacheWrite1hTokens: number;
  readonly thinkingTokens: number | null;
  readonly webSearchRequests: number;
  readonly serviceTier: string | null;
  readonly speed: string | null;
  readonly inferenceGeo: string | null;
}

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly input: Json;
}

/** The model's answer to one request, in our words. */
export interface Completion {
  /** The blocks as the API sent them, thinking included: sent back unmodified in a conversation. */
  readonly content: readonly JsonObject[];
  /** All text blocks joined, nothing trimmed; thinking is never part of it. */
  readonly text: string;
  readonly toolCalls: readonly ToolCall[];
  readonly ending: Ending;
  /** The API's own word, e.g. `end_turn`, `max_tokens`, `pause_turn`. */
  readonly stopReason: string;
  readonly refusalCategory: string | null;
  readonly usage: Usage;
  /** The model that the response names. */
  readonly modelServed: string;
}

export const NO_USAGE: Usage = {
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWrite5mTokens: 0,
  cacheWrite1hTokens: 0,
  thinkingTokens: null,
  webSearchRequests: 0,
  serviceTier: null,
  speed: null,
  inferenceGeo: null,
};

/** All prompt tokens: uncached, cache reads and cache writes. */
export function promptTokens(usage: Usage): number {
  return usage.inputTokens + usage.cacheReadTokens + usage.cacheWrite5mTokens + usage.cacheWrite1hTokens;
}

/** Token counts added up; the words (tier, speed, geography) are those of `b`. */
export function addUsage(a: Usage, b: Usage): Usage {
  return {
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    cacheReadTokens: a.cacheReadTokens + b.cacheReadTokens,
    cacheWrite5mTokens: a.cacheWrite5mTokens + b.cacheWrite5mTokens,
    cacheWrite1hTokens: a.cacheWrite1hTokens + b.cacheWrite1hTokens,
    thinkingTokens:
      a.thinkingTokens === null && b.thinkingTokens === null ? null : (a.thinkingTokens ?? 0) + (b.thinkingTokens ?? 0),
    webSearchRequests: a.webSearchRequests + b.webSearchRequests,
    serviceTier: b.serviceTier,
    speed: b.speed,
    inferenceGeo: b.inferenceGeo,
  };
}
