import type { JsonObject, Json } from "../values/json.ts";
import type { Ending, ToolCallBy } from "../formats/records.ts";

export type { Ending, ToolCallBy };

/** Tokens by how they are billed. `outputTokens` includes thinking. */
export interface TokenCounts {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWrite5mTokens: number;
  readonly cacheWrite1hTokens: number;
}

/**
 * One sampling behind an answer: the model's own, one of a fallback or of an advisor, or the compaction of the context
 * (the SDK's `usage.iterations`). `model` null: the one that was asked.
 */
export interface UsageIteration extends TokenCounts {
  /** The API's word: `message`, `compaction`, `advisor_message`, `fallback_message`; it may add others. */
  readonly type: string;
  readonly model: string | null;
}

/** Tokens of one answer, as billed: those of all iterations, whichever model they ran on. */
export interface Usage extends TokenCounts {
  readonly thinkingTokens: number | null;
  readonly webSearchRequests: number;
  readonly serviceTier: string | null;
  readonly speed: string | null;
  readonly inferenceGeo: string | null;
  /** Each with its own model and price. Empty: the API did not say, and all is of the model that answered. */
  readonly iterations: readonly UsageIteration[];
}

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly input: Json;
  /** Who runs the tool: the suite answers the model's own calls, the API runs its server tools and those of MCP servers. */
  readonly by: ToolCallBy;
  /** The MCP server that has the tool; null for other tools. */
  readonly serverName: string | null;
  /** What made the call where the model did not itself: the type of a server tool, e.g. `code_execution_20260120`. */
  readonly caller: string | null;
  /** The toolset that the tool belongs to; its result must name it too. */
  readonly toolsetName: string | null;
  /** What the API's tool or the MCP server brought, as it came; null: nothing has, or the suite answers the call. */
  readonly result: Json;
  /** Why that tool failed, by the API's `error_code` (`max_uses_exceeded`); `error` where it says no more; null: it did not. */
  readonly error: string | null;
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
  /** The container that the API's code ran in: to be named in what goes on from here. Absent: none. */
  readonly containerId?: string;
  /**
   * Of a metered call: the members of the message that have no word of ours (its id, `stop_sequence`, the raw usage), so that
   * an application can be given the same message again.
   */
  readonly rest?: JsonObject;
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
  iterations: [],
};

/** All prompt tokens: uncached, cache reads and cache writes. */
export function promptTokens(usage: TokenCounts): number {
  return usage.inputTokens + usage.cacheReadTokens + usage.cacheWrite5mTokens + usage.cacheWrite1hTokens;
}

export function addTokens(a: TokenCounts, b: TokenCounts): TokenCounts {
  return {
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    cacheReadTokens: a.cacheReadTokens + b.cacheReadTokens,
    cacheWrite5mTokens: a.cacheWrite5mTokens + b.cacheWrite5mTokens,
    cacheWrite1hTokens: a.cacheWrite1hTokens + b.cacheWrite1hTokens,
  };
}

/** Token counts added up; the words (tier, speed, geography) are those of the last. Says nothing of iterations. */
export function sumOfUsages(usages: readonly Usage[]): Usage {
  const [first = NO_USAGE, ...others] = usages;
  if (others.length > 0) return others.reduce(addUsage, first);
  return first.iterations.length === 0 ? first : { ...first, iterations: [] };
}

function addUsage(a: Usage, b: Usage): Usage {
  return {
    ...addTokens(a, b),
    thinkingTokens:
      a.thinkingTokens === null && b.thinkingTokens === null ? null : (a.thinkingTokens ?? 0) + (b.thinkingTokens ?? 0),
    webSearchRequests: a.webSearchRequests + b.webSearchRequests,
    serviceTier: b.serviceTier,
    speed: b.speed,
    inferenceGeo: b.inferenceGeo,
    iterations: [],
  };
}
