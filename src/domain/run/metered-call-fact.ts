import type { Picodollars } from "../values/money.ts";
import { isJsonObject, type Json, type JsonObject } from "../values/json.ts";
import type { Completion, TokenCounts } from "./completion.ts";

/** A call that an application made through the meter, as it is kept with the answer of its turn. */
export interface MeteredCallFact {
  readonly model: string;
  readonly usage: TokenCounts;
  /** Null: the price is unknown. */
  readonly costPico: Picodollars | null;
  readonly toolCalls: readonly JsonObject[];
  /** When it was answered, ISO 8601. */
  readonly at: string;
  readonly latencyMs: number | null;
  /** Was it answered from a recording? */
  readonly reused: boolean;
}

/** A turn of an application that came to nothing. */
export interface Unfinished {
  /** What it had called in all of its passes; absent: nobody counted, or nothing was asked. */
  readonly metered?: readonly MeteredCallFact[];
}

const KEY = "metered_calls";

/** The answer of a turn with the calls behind it: files keep them together. */
export function withMeteredCalls(completion: Completion, calls: readonly MeteredCallFact[]): Completion {
  const lines = calls.map((call): JsonObject => ({
    model: call.model,
    usage: { ...call.usage },
    cost_pico: call.costPico?.toString() ?? null,
    tool_calls: call.toolCalls,
    at: call.at,
    latency_ms: call.latencyMs,
    ...(call.reused ? { reused: true } : {}),
  }));
  return { ...completion, rest: { ...completion.rest, [KEY]: lines } };
}

/** The calls behind an answer; null: no meter stood before whoever gave it. */
export function meteredCallsOf({ rest }: Pick<Completion, "rest">): readonly MeteredCallFact[] | null {
  const lines = rest?.[KEY];
  if (!Array.isArray(lines)) return null;
  return (lines as readonly Json[]).flatMap((line) => (isJsonObject(line) ? [factOf(line)] : []));
}

function factOf({
  model,
  usage,
  cost_pico: cost,
  tool_calls: toolCalls,
  at,
  latency_ms: latency,
  reused,
}: JsonObject): MeteredCallFact {
  return {
    model: typeof model === "string" ? model : "",
    usage: countsOf(isJsonObject(usage) ? usage : {}),
    costPico: typeof cost === "string" ? BigInt(cost) : null,
    toolCalls: Array.isArray(toolCalls) ? (toolCalls as readonly Json[]).filter(isJsonObject) : [],
    at: typeof at === "string" ? at : "",
    latencyMs: typeof latency === "number" ? latency : null,
    reused: reused === true,
  };
}

function countsOf(line: JsonObject): TokenCounts {
  const count = (key: keyof TokenCounts): number => (typeof line[key] === "number" ? line[key] : 0);
  return {
    inputTokens: count("inputTokens"),
    outputTokens: count("outputTokens"),
    cacheReadTokens: count("cacheReadTokens"),
    cacheWrite5mTokens: count("cacheWrite5mTokens"),
    cacheWrite1hTokens: count("cacheWrite1hTokens"),
  };
}
