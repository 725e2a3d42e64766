import type { PriceOverrideSpec } from "../../domain/formats/config-spec.ts";
import { canonicalId } from "./find-model.ts";
import type { ModelPrices, PriceRow, Rates } from "./model-entry.ts";
import { PRICES } from "./price-table.ts";

/** Prices of a user's own, by model id or alias, in USD per million tokens. */
export type PriceOverrides = Readonly<Record<string, PriceOverrideSpec>>;

/** Exact prices: integer attodollars (10⁻¹⁸ USD) per token, in which every multiplier of a listed price is whole. null: not established. */
export interface TokenRates {
  readonly input: bigint;
  readonly output: bigint;
  readonly cacheWrite5m: bigint | null;
  readonly cacheWrite1h: bigint | null;
  readonly cacheRead: bigint | null;
}

export type Speed = "standard" | "fast";

/** The rates of one model at one speed on one day, for a prompt of a given length; null when there are none. */
export type RatesOf = (id: string, speed: Speed, promptTokens: number, atMs: number) => TokenRates | null;

const DEFAULT_READ_MULTIPLIER = 0.1;
const WRITE_5M_MULTIPLIER = 1.25;
const WRITE_1H_MULTIPLIER = 2;
const DAY_MS = 86_400_000;

/**
 * Looks rates up in the table and in the user's overrides. An override holds on every day and for every prompt
 * length; its missing cache rates follow the model's multipliers (pricing page: writes 1.25 and 2 times input, reads
 * 0.1 unless the table says otherwise). It says nothing about fast mode, whose price is then unknown.
 */
export function createRates(overrides: PriceOverrides): RatesOf {
  const own = new Map(Object.entries(overrides).map(([name, spec]) => [canonicalId(name), spec]));
  return (name, speed, promptTokens, atMs) => {
    const id = canonicalId(name);
    const prices = Object.hasOwn(PRICES, id) ? (PRICES[id] ?? null) : null;
    const override = own.get(id);
    if (override !== undefined) return speed === "fast" ? null : overriddenRates(override, prices);
    return prices === null ? null : listedRates(prices, speed, promptTokens, atMs);
  };
}

function overriddenRates(spec: PriceOverrideSpec, prices: ModelPrices | null): TokenRates {
  const readMultiplier = prices === null ? DEFAULT_READ_MULTIPLIER : prices.cacheReadMultiplier;
  return filledRates(
    {
      input: spec.input,
      output: spec.output,
      cacheWrite5m: spec.cache_write_5m ?? null,
      cacheWrite1h: spec.cache_write_1h ?? null,
      cacheRead: spec.cache_read ?? null,
    },
    readMultiplier,
  );
}

function listedRates(prices: ModelPrices, speed: Speed, promptTokens: number, atMs: number): TokenRates | null {
  const row = rowOn(prices[speed], atMs);
  if (row === null) return null;
  const { longPrompt } = row;
  if (longPrompt !== null && promptTokens > longPrompt.thresholdTokens) {
    return filledRates(longPrompt, prices.cacheReadMultiplier);
  }
  return speed === "fast" ? filledRates(row, prices.cacheReadMultiplier) : exactRates(row);
}

/** The row in force on the UTC day of `atMs`: both of its days are inclusive. */
export function rowOn(rows: readonly PriceRow[], atMs: number): PriceRow | null {
  const day = dayOf(atMs);
  return rows.find(({ from, to }) => (from === null || from <= day) && (to === null || day <= to)) ?? null;
}

/** Do the same rates hold at both moments? Prices change with the UTC day. */
export function isSamePriceDay(atMs: number, laterMs: number): boolean {
  return Math.floor(atMs / DAY_MS) === Math.floor(laterMs / DAY_MS);
}

let lastDay = { number: Number.NaN, text: "" };

/** "2026-11-28", the UTC day of a moment. Every request asks for its price: the day that was asked for last is kept. */
function dayOf(atMs: number): string {
  const number = Math.floor(atMs / DAY_MS);
  if (number !== lastDay.number) lastDay = { number, text: new Date(atMs).toISOString().slice(0, 10) };
  return lastDay.text;
}

function exactRates(rates: Rates): TokenRates {
  return {
    input: perToken(rates.input),
    output: perToken(rates.output),
    cacheWrite5m: rates.cacheWrite5m === null ? null : perToken(rates.cacheWrite5m),
    cacheWrite1h: rates.cacheWrite1h === null ? null : perToken(rates.cacheWrite1h),
    cacheRead: rates.cacheRead === null ? null : perToken(rates.cacheRead),
  };
}

/** Missing cache rates as multiples of input; a read multiplier that is not established leaves reads unknown. */
function filledRates(rates: Rates, readMultiplier: number | null): TokenRates {
  const exact = exactRates(rates);
  return {
    ...exact,
    cacheWrite5m: exact.cacheWrite5m ?? times(exact.input, WRITE_5M_MULTIPLIER),
    cacheWrite1h: exact.cacheWrite1h ?? times(exact.input, WRITE_1H_MULTIPLIER),
    cacheRead: exact.cacheRead ?? (readMultiplier === null ? null : times(exact.input, readMultiplier)),
  };
}

function perToken(usdPerMillion: number): bigint {
  return BigInt(Math.round(usdPerMillion * 1e9)) * 1000n;
}

function times(rate: bigint, multiplier: number): bigint {
  return (rate * BigInt(Math.round(multiplier * 1000))) / 1000n;
}
