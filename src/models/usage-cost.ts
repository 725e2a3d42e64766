import { promptTokens, type TokenCounts, type Usage, type UsageIteration } from "../domain/run/completion.ts";
import type { Picodollars } from "../domain/values/money.ts";
import type { RatesOf, Speed, TokenRates } from "./tables/token-rates.ts";

/** Web search: $10 per 1,000 searches (pricing page, 2026-08-21); neither geography nor batches change it. */
export const WEB_SEARCH_PICO = 10_000_000_000n;

/** Data residency in the US costs 1.1 times every token rate (pricing page, 2026-10-08). */
const US_GEO: Multiplier = { times: 11n, over: 10n };
/** Batches cost half of every token rate. */
const BATCH: Multiplier = { times: 1n, over: 2n };
const NONE: Multiplier = { times: 1n, over: 1n };
const ATTO_PER_PICO = 1_000_000n;

interface Multiplier {
  readonly times: bigint;
  readonly over: bigint;
}

/**
 * The price of one answer: Σ tokens × rate × geography × batch + searches (pricing page), rounded once, to the
 * nearest picodollar. Where the API lists iterations, each costs what its own model and prompt length say (docs page
 * advisor-tool, "Usage and billing"). null when a rate that is needed is unknown: a model, the day, a cache rate,
 * priority tier, or a tier, speed or geography in no list. Free refusals cannot be told from usage: cost follows the
 * tokens reported. `id`: the model of all that names none.
 */
export function costOf(ratesOf: RatesOf, id: string, usage: Usage, atMs: number): Picodollars | null {
  const speed = speedOf(usage.speed);
  const tier = tierMultiplier(usage.serviceTier);
  const geo = geoMultiplier(usage.inferenceGeo);
  if (speed === null || tier === null || geo === null || (speed === "fast" && tier === BATCH)) return null;
  const samplings = usage.iterations.length > 0 ? usage.iterations : [{ ...usage, type: "message", model: null }];
  let tokens = 0n;
  for (const sampling of samplings) {
    const cost = samplingCost(
      sampling,
      (model, prompt) => ratesAt(ratesOf, { model, speed, prompt, atMs }, sampling),
      id,
    );
    if (cost === null) return null;
    tokens += cost;
  }
  return toPico(tokens, [tier, geo], "nearest") + BigInt(usage.webSearchRequests) * WEB_SEARCH_PICO;
}

/** Iterations without a model of their own are of the model that was asked; what else may come without one is not known. */
const OF_THE_ASKED: readonly string[] = ["message", "compaction"];

function samplingCost(
  sampling: UsageIteration,
  rates: (model: string, promptTokens: number) => TokenRates | null,
  id: string,
): bigint | null {
  const model = sampling.model ?? (OF_THE_ASKED.includes(sampling.type) ? id : null);
  const found = model === null ? null : rates(model, promptTokens(sampling));
  return found === null ? null : tokenCost(found, sampling);
}

interface Sampling {
  readonly model: string;
  readonly speed: Speed;
  readonly prompt: number;
  readonly atMs: number;
}

/** An advisor is a model of its own, with a fast mode or without. */
function ratesAt(
  ratesOf: RatesOf,
  { model, speed, prompt, atMs }: Sampling,
  { type }: UsageIteration,
): TokenRates | null {
  const rates = ratesOf(model, speed, prompt, atMs);
  return rates === null && type === "advisor_message" ? ratesOf(model, "standard", prompt, atMs) : rates;
}

/** Attodollars of all tokens before multipliers. */
function tokenCost(rates: TokenRates, usage: TokenCounts): bigint | null {
  const parts: readonly (readonly [number, bigint | null])[] = [
    [usage.inputTokens, rates.input],
    [usage.outputTokens, rates.output],
    [usage.cacheWrite5mTokens, rates.cacheWrite5m],
    [usage.cacheWrite1hTokens, rates.cacheWrite1h],
    [usage.cacheReadTokens, rates.cacheRead],
  ];
  let total = 0n;
  for (const [tokens, rate] of parts) {
    if (tokens === 0) continue;
    if (rate === null) return null;
    total += BigInt(tokens) * rate;
  }
  return total;
}

/** Attodollars times the multipliers, as picodollars. `up`: never less than the exact amount. */
export function toPico(atto: bigint, multipliers: readonly Multiplier[], rounding: "nearest" | "up"): Picodollars {
  const numerator = multipliers.reduce((product, { times }) => product * times, atto);
  const denominator = multipliers.reduce((product, { over }) => product * over, ATTO_PER_PICO);
  const slack = rounding === "up" ? denominator - 1n : denominator / 2n;
  return (numerator + slack) / denominator;
}

function speedOf(reported: string | null): Speed | null {
  if (reported === null || reported === "standard") return "standard";
  return reported === "fast" ? "fast" : null;
}

/** Priority tier is priced by contract: unknown. */
function tierMultiplier(tier: string | null): Multiplier | null {
  if (tier === null || tier === "standard") return NONE;
  return tier === "batch" ? BATCH : null;
}

/** `not_available`: what models from before data residency report. */
export function geoMultiplier(geo: string | null): Multiplier | null {
  if (geo === null || geo === "global" || geo === "not_available") return NONE;
  return geo === "us" ? US_GEO : null;
}
