import {
  addTokens,
  promptTokens,
  type TokenCounts,
  type Usage,
  type UsageIteration,
} from "../../domain/run/completion.ts";
import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";
import { numberField, objectField, textField } from "../../domain/values/json-fields.ts";

/** No message has so many tokens or searches: what counts more counts nothing that could be added up or priced. */
const MAX_COUNT = 1e9;

/** Can a number of the API be a count of tokens in one message? */
export function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= MAX_COUNT;
}

/**
 * The API's `usage` in our words, or null when it does not say how many tokens went in and came out, or one of its counts
 * is none (negative, fractional, no number). Counts that the API leaves out or sends as null are of features that were not
 * used: 0. Where it lists `iterations` the tokens are those of all of them: its own top-level counts leave out what an
 * advisor, a compaction or a model that fell back took (docs page advisor-tool, "Usage and billing"; SDK: BetaUsage).
 */
export function readUsage(usage: JsonObject): Usage | null {
  const counts = readCounts(usage);
  const iterations = readIterations(usage["iterations"]);
  const thinkingTokens = objectField(usage, "output_tokens_details")?.["thinking_tokens"];
  const searches = objectField(usage, "server_tool_use")?.["web_search_requests"];
  if (counts === null || iterations === null || !isCountOrNone(thinkingTokens) || !isCountOrNone(searches)) return null;
  return {
    ...tokensOfAll(counts, iterations),
    thinkingTokens: thinkingTokens ?? null,
    webSearchRequests: searches ?? 0,
    serviceTier: textField(usage, "service_tier"),
    speed: textField(usage, "speed"),
    inferenceGeo: textField(usage, "inference_geo"),
  };
}

/**
 * The tokens of all iterations. What a list leaves out of the top level's counts was taken as well: by one more iteration, of the
 * model that was asked.
 */
function tokensOfAll(
  counts: TokenCounts,
  iterations: readonly UsageIteration[],
): TokenCounts & Pick<Usage, "iterations"> {
  const [first, ...others] = iterations;
  if (first === undefined) return { ...counts, iterations };
  const listed = others.reduce<TokenCounts>(addTokens, countsOf(first));
  const unlisted = leftOut(counts, listed);
  if (promptTokens(unlisted) + unlisted.outputTokens === 0) return { ...listed, iterations };
  return {
    ...addTokens(listed, unlisted),
    iterations: [...iterations, { type: "message", model: null, ...unlisted }],
  };
}

/** What of the one is beyond the other. Writes to the cache are split by their life in one place, and not always in the other. */
function leftOut(counts: TokenCounts, listed: TokenCounts): TokenCounts {
  const beyond = (a: number, b: number): number => Math.max(0, a - b);
  const writes = (of: TokenCounts): number => of.cacheWrite5mTokens + of.cacheWrite1hTokens;
  return {
    inputTokens: beyond(counts.inputTokens, listed.inputTokens),
    outputTokens: beyond(counts.outputTokens, listed.outputTokens),
    cacheReadTokens: beyond(counts.cacheReadTokens, listed.cacheReadTokens),
    cacheWrite5mTokens: counts.cacheWrite1hTokens === 0 ? beyond(writes(counts), writes(listed)) : 0,
    cacheWrite1hTokens: counts.cacheWrite1hTokens === 0 ? 0 : beyond(writes(counts), writes(listed)),
  };
}

/** An empty list where there are none; null for what is no list of iterations. */
function readIterations(value: Json | undefined): readonly UsageIteration[] | null {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return null;
  const iterations: UsageIteration[] = [];
  for (const entry of value as readonly Json[]) {
    const counts = isJsonObject(entry) ? readCounts(entry) : null;
    if (!isJsonObject(entry) || counts === null) return null;
    iterations.push({ type: textField(entry, "type") ?? "", model: textField(entry, "model"), ...counts });
  }
  return iterations;
}

function countsOf({ type: _type, model: _model, ...counts }: UsageIteration): TokenCounts {
  return counts;
}

/**
 * The counts of one usage or iteration. The split of cache writes comes only in `message_start`: what the later total has
 * beyond it counts with the split's longer life, which is the dearer one.
 */
function readCounts(usage: JsonObject): TokenCounts | null {
  const inputTokens = numberField(usage, "input_tokens");
  const outputTokens = numberField(usage, "output_tokens");
  if (inputTokens === null || outputTokens === null || !hasCounts(usage)) return null;
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
  };
}

/** Is everything a count that is read as one, where it is said at all? */
function hasCounts(usage: JsonObject): boolean {
  const split = objectField(usage, "cache_creation");
  return (
    isCountOrNone(usage["input_tokens"]) &&
    isCountOrNone(usage["output_tokens"]) &&
    isCountOrNone(usage["cache_read_input_tokens"]) &&
    isCountOrNone(usage["cache_creation_input_tokens"]) &&
    isCountOrNone(split?.["ephemeral_5m_input_tokens"]) &&
    isCountOrNone(split?.["ephemeral_1h_input_tokens"])
  );
}

function isCountOrNone(value: Json | undefined): value is number | null | undefined {
  return value === undefined || value === null || isCount(value);
}
