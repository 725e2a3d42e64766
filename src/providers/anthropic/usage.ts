import type { Usage } from "../../domain/completion.ts";
import type { JsonObject } from "../../domain/json.ts";
import { numberField, objectField, textField } from "../json-fields.ts";

/**
 * The API's `usage` in our words, or null when it does not say how many tokens went in and came out. Counts that the API
 * leaves out or sends as null are of features that were not used: 0. The split of cache writes comes only in
 * `message_start`: what the later total has beyond it counts with the split's longer life, which is the dearer one.
 */
export function readUsage(usage: JsonObject): Usage | null {
  const inputTokens = numberField(usage, "input_tokens");
  const outputTokens = numberField(usage, "output_tokens");
  if (inputTokens === null || outputTokens === null) return null;
  const split = objectField(usage, "cache_creation") ?? {};
  const write5m = numberField(split, "ephemeral_5m_input_tokens") ?? 0;
  const write1h = numberField(split, "ephemeral_1h_input_tokens") ?? 0;
  const unsplit = Math.max(0, (numberField(usage, "cache_creation_input_tokens") ?? 0) - write5m - write1h);
  return {
    inputTokens,
    outputTokens,
    cacheReadTokens: numberField(usage, "cache_read_input_tokens") ?? 0,
    cacheWrite5mTokens: write5m + (write1h === 0 ? unsplit : 0),
    cacheWrite1hTokens: write1h + (write1h === 0 ? 0 : unsplit),
    thinkingTokens: numberField(objectField(usage, "output_tokens_details") ?? {}, "thinking_tokens"),
    webSearchRequests: numberField(objectField(usage, "server_tool_use") ?? {}, "web_search_requests") ?? 0,
    serviceTier: textField(usage, "service_tier"),
    speed: textField(usage, "speed"),
    inferenceGeo: textField(usage, "inference_geo"),
  };
}
