import { promptTokens, type Usage } from "../domain/run/completion.ts";
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
 * nearest picodollar. null when a rate that is needed is unknown: the model, the day, a cache rate, priority tier, or
 * a tier, speed or geography in no list. Free refusals cannot be told from usage: cost follows the tokens reported.
 */
export function costOf(ratesOf: RatesOf, id: string, usage: Usage, atMs: number): Picodollars | null {
  const speed = speedOf(usage.speed);
  const tier = tierMultiplier(usage.serviceTier);
  const geo = geoMultiplier(usage.inferenceGeo);
  if (speed === null || tier === null || geo === null || (speed === "fast" && tier === BATCH)) return null;
  const rates = ratesOf(id, speed, promptTokens(usage), atMs);
  const tokens = rates === null ? null : tokenCost(rates, usage);
  if (tokens === null) return null;
  return toPico(tokens, [tier, geo], "nearest") + BigInt(usage.webSearchRequests) * WEB_SEARCH_PICO;
}

/** Attodollars of all tokens before multipliers. */
function tokenCost(rates: TokenRates, usage: Usage): bigint | null {
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
