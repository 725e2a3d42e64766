import { canonicalId, MODELS } from "./find-model.ts";
import type { Effort, Lifecycle, ModelEntry, Rates, ThinkingMode } from "./model-entry.ts";
import { PRICES } from "./price-table.ts";
import { rowOn, type PriceOverrides } from "./token-rates.ts";

/** Prices of one model on one day, in USD per million tokens; null: none in force, or not established. */
export interface ListedPrices {
  readonly standard: Rates | null;
  readonly longPrompt: (Rates & { readonly thresholdTokens: number }) | null;
  readonly fast: Rates | null;
  /** Are these the user's own? They hold for every prompt length. */
  readonly isOverride: boolean;
}

/** One line of `prompt-run models`: what a model is and takes, and what it costs on the day asked for. */
export interface ModelRow {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly lifecycle: Lifecycle;
  readonly contextTokens: number;
  readonly maxOutputTokens: number;
  readonly thinking: readonly ThinkingMode[];
  readonly thinksByDefault: boolean;
  readonly efforts: readonly Effort[];
  /** Are temperature, top_p and top_k free to choose? */
  readonly takesSampling: boolean;
  readonly forcedTools: boolean | null;
  readonly structuredOutputs: boolean | null;
  readonly minCacheTokens: number | null;
  readonly bucket: string;
  readonly prices: ListedPrices;
}

/** Every model of the table with its prices on the UTC day of `atMs`, current ones first. */
export function listModels(atMs: number, overrides: PriceOverrides = {}): readonly ModelRow[] {
  return MODELS.map((entry) => ({
    id: entry.id,
    aliases: entry.aliases,
    lifecycle: entry.lifecycle,
    contextTokens: entry.contextTokens,
    maxOutputTokens: entry.maxOutputTokens,
    thinking: entry.thinking,
    thinksByDefault: entry.thinksByDefault,
    efforts: entry.effort?.levels ?? [],
    takesSampling: entry.sampling.kind === "free",
    forcedTools: entry.forcedTools === "unthinking" ? true : entry.forcedTools,
    structuredOutputs: entry.structuredOutputs,
    minCacheTokens: entry.minCacheTokens,
    bucket: entry.bucket,
    prices: overridden(entry, overrides) ?? listed(entry, atMs),
  }));
}

function overridden(entry: ModelEntry, overrides: PriceOverrides): ListedPrices | null {
  const spec = Object.entries(overrides).find(([name]) => canonicalId(name) === entry.id)?.[1];
  if (spec === undefined) return null;
  const standard = {
    input: spec.input,
    output: spec.output,
    cacheWrite5m: spec.cache_write_5m ?? null,
    cacheWrite1h: spec.cache_write_1h ?? null,
    cacheRead: spec.cache_read ?? null,
  };
  return { standard, longPrompt: null, fast: null, isOverride: true };
}

function listed(entry: ModelEntry, atMs: number): ListedPrices {
  const prices = PRICES[entry.id];
  const standard = prices === undefined ? null : rowOn(prices.standard, atMs);
  const fast = prices === undefined ? null : rowOn(prices.fast, atMs);
  return { standard, longPrompt: standard?.longPrompt ?? null, fast, isOverride: false };
}
