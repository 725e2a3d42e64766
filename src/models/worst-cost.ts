import { isJsonObject, type Json, type JsonObject } from "../domain/values/json.ts";
import type { Picodollars } from "../domain/values/money.ts";
import type { CompletionRequest } from "../domain/run/provider.ts";
import { findModel } from "./tables/find-model.ts";
import type { ModelEntry } from "./tables/model-entry.ts";
import { advisorOf, isBounded, isCount, serverTools } from "./server-tools.ts";
import { isSamePriceDay, type RatesOf, type Speed, type TokenRates } from "./tables/token-rates.ts";
import { WEB_SEARCH_PICO, geoMultiplier, toPico } from "./usage-cost.ts";

/**
 * The most that one request can cost, in picodollars, rounded up: all input at the dearest rate that may apply (a cache
 * write if anything asks for caching), the long-prompt tier by `inputTokens`, output at `max_tokens`, and 1.1 times
 * where the geography is `us` or not said (a workspace's default may be `us`). Server tools read the prompt again in
 * each round, so each capped use counts as one more full context window; an uncapped one makes the worst case unknown. An
 * advisor costs, beside such a round, a full window and its `max_tokens` at its own model's rates, each time.
 * null: a rate, `max_tokens` or a cap is unknown.
 */
export function worstCost(
  ratesOf: RatesOf,
  request: CompletionRequest,
  inputTokens: number,
  atMs: number,
): Picodollars | null {
  const now = worstOn(ratesOf, request, inputTokens, atMs);
  if (isSamePriceDay(atMs, atMs + LONGEST_CALL_MS)) return now;
  const later = worstOn(ratesOf, request, inputTokens, atMs + LONGEST_CALL_MS);
  if (now === null || later === null) return null;
  return now > later ? now : later;
}

/** An answer that comes after midnight costs what that day says. */
const LONGEST_CALL_MS = 3_600_000;

function worstOn(ratesOf: RatesOf, request: CompletionRequest, inputTokens: number, atMs: number): Picodollars | null {
  const { body } = request;
  const { model, max_tokens: maxTokens } = body;
  if (typeof model !== "string" || !isCount(maxTokens)) return null;
  const entry = findModel(model);
  const tools = serverToolBound(body, entry);
  const geo = worstGeo(body["inference_geo"], entry);
  if (geo === null || openEndedPart(request) !== null) return null;
  const promptTokens = Math.max(inputTokens, tools.tokensPerRound);
  const rates = ratesInForce(ratesOf, body, entry, { model, promptTokens, atMs });
  const inputRate = rates === null ? null : dearestInput(rates, longestCache(body));
  const advice = worstAdvice(ratesOf, body, atMs);
  if (rates === null || inputRate === null || advice === null) return null;
  const input = BigInt(inputTokens + tools.rounds * tools.tokensPerRound) * inputRate;
  const tokens = input + BigInt(maxTokens) * rates.output + advice;
  return toPico(tokens, [geo], "up") + BigInt(tools.searches) * WEB_SEARCH_PICO;
}

/** Attodollars of all that the request's advisors can read and write; null: a rate of one is unknown. */
function worstAdvice(ratesOf: RatesOf, body: JsonObject, atMs: number): bigint | null {
  let total = 0n;
  for (const tool of serverTools(body)) {
    const advisor = advisorOf(tool);
    if (advisor === null) continue;
    const { model, uses, contextTokens, maxOutputTokens, caching } = advisor;
    const fast = body["speed"] === "fast" ? ratesOf(model, "fast", contextTokens, atMs) : null;
    const rates = fast ?? ratesOf(model, "standard", contextTokens, atMs);
    const inputRate = rates === null ? null : dearestInput(rates, isJsonObject(caching) ? lifeOf(caching) : "none");
    if (rates === null || inputRate === null) return null;
    total += BigInt(uses) * (BigInt(contextTokens) * inputRate + BigInt(maxOutputTokens) * rates.output);
  }
  return total;
}

interface Pricing {
  readonly model: string;
  readonly promptTokens: number;
  readonly atMs: number;
}

function ratesInForce(
  ratesOf: RatesOf,
  body: JsonObject,
  entry: ModelEntry | null,
  { model, promptTokens, atMs }: Pricing,
): TokenRates | null {
  const speed: Speed = body["speed"] === "fast" ? "fast" : "standard";
  const rates = ratesOf(model, speed, promptTokens, atMs);
  if (rates !== null || entry?.fast !== "ignored") return rates;
  return ratesOf(model, "standard", promptTokens, atMs);
}

type Caching = "none" | "5m" | "1h";

/** The rate of input, never below that of uncached input; null when a cache write has no known price. */
function dearestInput(rates: TokenRates, caching: Caching): bigint | null {
  if (caching === "none") return rates.input;
  const write = caching === "1h" ? rates.cacheWrite1h : rates.cacheWrite5m;
  if (write === null) return null;
  return write > rates.input ? write : rates.input;
}

/** The longest life that any `cache_control` in the body asks for. */
function longestCache(value: Json | undefined): Caching {
  if (typeof value !== "object" || value === null) return "none";
  let longest: Caching = "none";
  for (const [key, member] of Object.entries<Json>(value)) {
    const found = key === "cache_control" && isJsonObject(member) ? lifeOf(member) : longestCache(member);
    if (found === "1h") return "1h";
    if (found === "5m") longest = "5m";
  }
  return longest;
}

function lifeOf(cacheControl: JsonObject): Caching {
  return cacheControl["ttl"] === "1h" ? "1h" : "5m";
}

function worstGeo(geo: Json | undefined, entry: ModelEntry | null): ReturnType<typeof geoMultiplier> {
  if (typeof geo === "string") return geoMultiplier(geo);
  return geoMultiplier(entry === null || entry.inferenceGeo ? "us" : null);
}

interface ServerToolBound {
  /** Extra readings of the prompt, and the most tokens one may have. */
  readonly rounds: number;
  readonly tokensPerRound: number;
  readonly searches: number;
}

/**
 * Members of a body that bring prompts, models or work of unknown size with them: code, MCP servers, a compaction that
 * reads the context once more, models to fall back on, a conversation that the server holds.
 */
const OPEN_ENDED = ["container", "mcp_servers", "context_management", "compaction", "fallbacks", "thread"];

/**
 * What in a request may cost any amount: a server tool without `max_uses`, a container, MCP servers, a compaction. Null:
 * nothing. A container that is only carried on from an earlier answer was allowed then.
 */
export function openEndedPart(request: CompletionRequest): string | null {
  const { body } = request;
  const { model } = body;
  const isOpen = (key: string): boolean =>
    (body[key] ?? null) !== null && !(key === "container" && request.carriesContainer === true);
  const member = OPEN_ENDED.find(isOpen);
  if (member !== undefined) return member;
  const entry = typeof model === "string" ? findModel(model) : null;
  return serverTools(body).find((tool) => !isBounded(tool, entry))?.type ?? null;
}

function serverToolBound(body: JsonObject, entry: ModelEntry | null): ServerToolBound {
  const used = serverTools(body);
  const rounds = used.reduce((sum, { maxUses }) => sum + (maxUses ?? 0), 0);
  const searching = used.filter(({ type }) => type.startsWith("web_search_"));
  const searches = searching.reduce((sum, { maxUses }) => sum + (maxUses ?? 0), 0);
  return { rounds, searches, tokensPerRound: rounds === 0 ? 0 : (entry?.contextTokens ?? 0) };
}
