import { isJsonObject, type Json, type JsonObject } from "../domain/values/json.ts";
import type { Picodollars } from "../domain/values/money.ts";
import type { CompletionRequest } from "../domain/run/provider.ts";
import { findModel } from "./tables/find-model.ts";
import type { ModelEntry } from "./tables/model-entry.ts";
import type { RatesOf, Speed, TokenRates } from "./tables/token-rates.ts";
import { WEB_SEARCH_PICO, geoMultiplier, toPico } from "./usage-cost.ts";

/**
 * The most that one request can cost, in picodollars, rounded up: all input at the dearest rate that may apply (a cache
 * write if anything asks for caching), the long-prompt tier by `inputTokens`, output at `max_tokens`, and 1.1 times
 * where the geography is `us` or not said (a workspace's default may be `us`). Server tools read the prompt again in
 * each round, so each capped use counts as one more full context window; an uncapped one makes the worst case unknown.
 * null: a rate, `max_tokens` or a cap is unknown.
 */
export function worstCost(
  ratesOf: RatesOf,
  request: CompletionRequest,
  inputTokens: number,
  atMs: number,
): Picodollars | null {
  const now = worstOn(ratesOf, request, inputTokens, atMs);
  const later = worstOn(ratesOf, request, inputTokens, atMs + LONGEST_CALL_MS);
  if (now === null || later === null) return null;
  return now > later ? now : later;
}

/** An answer that comes after midnight costs what that day says. */
const LONGEST_CALL_MS = 3_600_000;

function worstOn(ratesOf: RatesOf, request: CompletionRequest, inputTokens: number, atMs: number): Picodollars | null {
  const { body } = request;
  const { model, max_tokens: maxTokens } = body;
  if (typeof model !== "string" || typeof maxTokens !== "number") return null;
  const entry = findModel(model);
  const tools = serverToolBound(body["tools"], entry);
  const geo = worstGeo(body["inference_geo"], entry);
  if (geo === null || openEndedPart(request) !== null) return null;
  const promptTokens = Math.max(inputTokens, tools.tokensPerRound);
  const rates = ratesInForce(ratesOf, body, entry, { model, promptTokens, atMs });
  const inputRate = rates === null ? null : dearestInput(rates, longestCache(body));
  if (rates === null || inputRate === null) return null;
  const input = BigInt(inputTokens + tools.rounds * tools.tokensPerRound) * inputRate;
  return toPico(input + BigInt(maxTokens) * rates.output, [geo], "up") + BigInt(tools.searches) * WEB_SEARCH_PICO;
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

/** Tools that Anthropic runs, by the start of their `type`. Container time and searches for tools have no cap to go by. */
const SERVER_TOOLS = ["web_search_", "web_fetch_", "code_execution_", "tool_search_tool_", "mcp_toolset"];
const CAPPED = ["web_search_", "web_fetch_"];
/** Members of a body that bring prompts or work of unknown size with them. */
const OPEN_ENDED = ["container", "mcp_servers"];

/** What in a request may cost any amount: a server tool without `max_uses`, a container, MCP servers. Null: nothing. */
export function openEndedPart({ body }: CompletionRequest): string | null {
  const { model, tools } = body;
  const member = OPEN_ENDED.find((key) => (body[key] ?? null) !== null);
  if (member !== undefined) return member;
  const entry = typeof model === "string" ? findModel(model) : null;
  const tool = serverTools(tools).find((each) => !isCapped(each, entry));
  return tool === undefined ? null : tool.type;
}

interface ServerTool {
  readonly type: string;
  readonly maxUses: number | null;
}

function serverTools(tools: Json | undefined): readonly ServerTool[] {
  return (Array.isArray(tools) ? tools : []).flatMap((tool: Json) => {
    if (!isJsonObject(tool)) return [];
    const { type, max_uses: maxUses } = tool;
    if (typeof type !== "string" || !startsWithAny(type, SERVER_TOOLS)) return [];
    return [{ type, maxUses: typeof maxUses === "number" ? maxUses : null }];
  });
}

/** Is there a most that the tool's uses can cost? Each may fill the context of a model that is known. */
function isCapped({ type, maxUses }: ServerTool, entry: ModelEntry | null): boolean {
  return maxUses !== null && entry !== null && startsWithAny(type, CAPPED);
}

function serverToolBound(tools: Json | undefined, entry: ModelEntry | null): ServerToolBound {
  const used = serverTools(tools);
  const rounds = used.reduce((sum, { maxUses }) => sum + (maxUses ?? 0), 0);
  const searching = used.filter(({ type }) => type.startsWith("web_search_"));
  const searches = searching.reduce((sum, { maxUses }) => sum + (maxUses ?? 0), 0);
  return { rounds, searches, tokensPerRound: rounds === 0 ? 0 : (entry?.contextTokens ?? 0) };
}

function startsWithAny(text: string, starts: readonly string[]): boolean {
  return starts.some((start) => text.startsWith(start));
}
