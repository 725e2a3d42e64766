import type { MeteredCallRecord, ToolCallRecord } from "../../domain/formats/records.ts";
import type { MeteredCallFact } from "../../domain/run/metered-call-fact.ts";
import type { JsonObject } from "../../domain/values/json.ts";
import { toUsd } from "../../domain/values/money.ts";

/** A call of an application as reports show it. */
export function meteredCallRecord({
  usage,
  costPico,
  toolCalls,
  latencyMs,
  reused,
  ...call
}: MeteredCallFact): MeteredCallRecord {
  return {
    model: call.model,
    usage: {
      input_tokens: usage.inputTokens,
      output_tokens: usage.outputTokens,
      cache_read_tokens: usage.cacheReadTokens,
      cache_write_5m_tokens: usage.cacheWrite5mTokens,
      cache_write_1h_tokens: usage.cacheWrite1hTokens,
      thinking_tokens: null,
    },
    cost_usd: costPico === null ? null : toUsd(costPico),
    tool_calls: toolCalls.map(toolCallRecord),
    at: call.at,
    latency_ms: latencyMs,
    ...(reused ? { reused: true } : {}),
  };
}

function toolCallRecord({ id, name, input = {} }: JsonObject): ToolCallRecord {
  return { id: typeof id === "string" ? id : "", name: typeof name === "string" ? name : "", input };
}
