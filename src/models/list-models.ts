import { canonicalId, MODELS } from "./tables/find-model.ts";
import type { Effort, ModelEntry, Rates, ThinkingMode } from "./tables/model-entry.ts";
import { PRICES } from "./tables/price-table.ts";
import { rowOn, type PriceOverrides } from "./tables/token-rates.ts";

/** Prices in USD per million tokens; null: not established. */
interface ListedRates {
  readonly inputUsd: number | null;
  readonly outputUsd: number | null;
  readonly cacheWrite5mUsd: number | null;
  readonly cacheWrite1hUsd: number | null;
  readonly cacheReadUsd: number | null;
}

/** A model as `prompt-run models` shows it: what it is and takes, and what it costs on a day. No price in force: all rates are null. */
export interface ModelRow extends ListedRates {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly status: ModelEntry["lifecycle"]["status"];
  /** The day of retirement, past or planned; null when none is set. */
  readonly retires: string | null;
  /** The earliest day of retirement that is promised; null when none is. */
  readonly retiresNotBefore: string | null;
  readonly contextTokens: number;
  readonly maxOutputTokens: number;
  readonly thinking: readonly ThinkingMode[];
  readonly thinksByDefault: boolean;
  readonly effort: readonly Effort[];
  /** Are temperature, top_p and top_k free to choose? */
  readonly sampling: boolean;
  readonly prefill: boolean;
  readonly forcedTools: boolean | null;
  readonly structuredOutputs: boolean | null;
  readonly minCacheTokens: number | null;
  readonly bucket: string;
  readonly longPrompt: (ListedRates & { readonly overTokens: number }) | null;
  /** Null: no fast mode on that day. */
  readonly fast: ListedRates | null;
  /** Are the prices the user's own? */
  readonly isOverride: boolean;
}

/** Every model of the table, current ones first, with the prices in force on the UTC day of `atMs`. */
export function listModels(atMs: number, overrides: PriceOverrides = {}): readonly ModelRow[] {
  return MODELS.map((entry) => ({ ...capabilities(entry), ...(ownPrices(entry, overrides) ?? prices(entry, atMs)) }));
}

type Prices = ListedRates & Pick<ModelRow, "longPrompt" | "fast" | "isOverride">;

function capabilities(entry: ModelEntry): Omit<ModelRow, keyof Prices> {
  return {
    id: entry.id,
    aliases: entry.aliases,
    ...retirement(entry),
    contextTokens: entry.contextTokens,
    maxOutputTokens: entry.maxOutputTokens,
    thinking: entry.thinking,
    thinksByDefault: entry.thinksByDefault,
    effort: entry.effort?.levels ?? [],
    sampling: entry.sampling.kind === "free",
    prefill: entry.prefill,
    forcedTools: entry.forcedTools === "unthinking" ? true : entry.forcedTools,
    structuredOutputs: entry.structuredOutputs,
    minCacheTokens: entry.minCacheTokens,
    bucket: entry.bucket,
  };
}

function retirement({ lifecycle }: ModelEntry): Pick<ModelRow, "status" | "retires" | "retiresNotBefore"> {
  const { status } = lifecycle;
  switch (status) {
    case "active":
      return { status, retires: null, retiresNotBefore: lifecycle.notBefore };
    case "deprecated":
      return { status, retires: lifecycle.retires, retiresNotBefore: null };
    case "retired":
      return { status, retires: lifecycle.retiredOn, retiresNotBefore: null };
  }
}

function ownPrices(entry: ModelEntry, overrides: PriceOverrides): Prices | null {
  const spec = Object.entries(overrides).find(([name]) => canonicalId(name) === entry.id)?.[1];
  if (spec === undefined) return null;
  return {
    inputUsd: spec.input,
    outputUsd: spec.output,
    cacheWrite5mUsd: spec.cache_write_5m ?? null,
    cacheWrite1hUsd: spec.cache_write_1h ?? null,
    cacheReadUsd: spec.cache_read ?? null,
    longPrompt: null,
    fast: null,
    isOverride: true,
  };
}

function prices(entry: ModelEntry, atMs: number): Prices {
  const table = Object.hasOwn(PRICES, entry.id) ? PRICES[entry.id] : undefined;
  const row = rowOn(table?.standard ?? [], atMs);
  const fast = rowOn(table?.fast ?? [], atMs);
  const long = row?.longPrompt ?? null;
  return {
    ...listedRates(row),
    longPrompt: long === null ? null : { overTokens: long.thresholdTokens, ...listedRates(long) },
    fast: fast === null ? null : listedRates(fast),
    isOverride: false,
  };
}

function listedRates(rates: Rates | null): ListedRates {
  return {
    inputUsd: rates?.input ?? null,
    outputUsd: rates?.output ?? null,
    cacheWrite5mUsd: rates?.cacheWrite5m ?? null,
    cacheWrite1hUsd: rates?.cacheWrite1h ?? null,
    cacheReadUsd: rates?.cacheRead ?? null,
  };
}
