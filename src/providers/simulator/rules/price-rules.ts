import { ownMember } from "../../../base/own-member.ts";
import type { Picodollars } from "../../../domain/values/money.ts";

/** USD per million tokens, in force from the day to the day (UTC, both inclusive). */
interface Row {
  readonly from: string;
  readonly to?: string;
  readonly input: number;
  readonly output: number;
  /** Cache read as a share of `input`; default a tenth. */
  readonly read?: number;
  /** All tokens of a request with a prompt longer than this cost these instead. */
  readonly long?: { readonly over: number; readonly input: number; readonly output: number };
}

/** What the simulator bills by: written from the pricing page, apart from `src/models`. A row that begins "" has no known start. */
const PRICES: Readonly<Record<string, readonly Row[]>> = {
  "claude-fable-5-2": [{ from: "2026-11-09", input: 8, output: 40, read: 0.025 }],
  "claude-mythos-5-2": [{ from: "2026-11-09", input: 8, output: 40, read: 0.025 }],
  "claude-fable-5-1": [{ from: "2026-09-01", input: 10, output: 50, read: 0.025 }],
  "claude-mythos-5-1": [{ from: "2026-09-01", input: 10, output: 50, read: 0.025 }],
  "claude-fable-5": [{ from: "2026-06-09", input: 10, output: 50 }],
  "claude-mythos-5": [{ from: "2026-06-09", input: 10, output: 50 }],
  "claude-mythos-preview": [{ from: "2026-04-07", input: 25, output: 125 }],
  "claude-opus-5-5": [{ from: "2026-09-22", input: 4, output: 20, read: 0.05 }],
  "claude-opus-5": [{ from: "2026-07-24", input: 5, output: 25 }],
  "claude-opus-4-8": [{ from: "2026-05-28", input: 5, output: 25 }],
  "claude-opus-4-7": [{ from: "2026-04-16", input: 5, output: 25 }],
  "claude-opus-4-6": [{ from: "2026-02-05", input: 5, output: 25 }],
  "claude-opus-4-5-20251101": [{ from: "2025-11-24", input: 5, output: 25 }],
  "claude-sonnet-5-5": [
    { from: "2026-09-28", to: "2026-10-06", input: 2, output: 10 },
    { from: "2026-10-07", input: 2, output: 10, read: 0.05 },
  ],
  "claude-sonnet-5": [{ from: "2026-06-30", input: 2, output: 10 }],
  "claude-sonnet-4-6": [{ from: "2026-02-17", input: 3, output: 15 }],
  "claude-sonnet-4-5-20250929": [{ from: "2025-09-29", input: 3, output: 15 }],
  "claude-haiku-5-5": [
    { from: "2026-10-07", input: 0.1, output: 0.5, long: { over: 100_000, input: 0.5, output: 2.5 } },
  ],
  "claude-haiku-4-5-20251001": [{ from: "2025-10-15", input: 1, output: 5 }],
};

/** Fast mode, input and output; the cache multipliers apply on top. */
const FAST_PRICES: Readonly<Record<string, readonly Row[]>> = {
  "claude-fable-5-2": [{ from: "2026-11-09", input: 16, output: 80, read: 0.025 }],
  "claude-opus-5-5": [{ from: "2026-09-22", input: 8, output: 40, read: 0.05 }],
  "claude-opus-5": [{ from: "2026-07-24", input: 10, output: 50 }],
  "claude-opus-4-8": [{ from: "2026-05-28", to: "2026-11-30", input: 10, output: 50 }],
};

/** What one request used, in the words of the API's usage. */
export interface PricedUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWrite5mTokens: number;
  readonly cacheWrite1hTokens: number;
}

export interface BillingTerms {
  /** The full model id. */
  readonly model: string;
  readonly fast: boolean;
  /** `inference_geo: us`: 1.1 times. */
  readonly us: boolean;
  /** Half of every rate. */
  readonly batch: boolean;
  readonly atMs: number;
}

/** Is there a price for a model at this speed? */
export function isPriced(model: string, fast: boolean): boolean {
  return Object.hasOwn(fast ? FAST_PRICES : PRICES, model);
}

/**
 * The bill of one request: tokens times rates in force on its day; 5-minute cache writes 1.25, 1-hour writes 2 times
 * the input rate. Before a model's first row the first one holds, so that a simulated past has prices.
 */
export function billOf(usage: PricedUsage, terms: BillingTerms): Picodollars {
  const row = rowOf(terms);
  const prompt = usage.inputTokens + usage.cacheReadTokens + usage.cacheWrite5mTokens + usage.cacheWrite1hTokens;
  const { input, output } = row.long !== undefined && prompt > row.long.over ? row.long : row;
  const total =
    perToken(input) * BigInt(usage.inputTokens) +
    perToken(output) * BigInt(usage.outputTokens) +
    perToken(input * (row.read ?? 0.1)) * BigInt(usage.cacheReadTokens) +
    perToken(input * 1.25) * BigInt(usage.cacheWrite5mTokens) +
    perToken(input * 2) * BigInt(usage.cacheWrite1hTokens);
  const placed = terms.us ? (total * 11n) / 10n : total;
  return terms.batch ? placed / 2n : placed;
}

function rowOf({ model, fast, atMs }: BillingTerms): Row {
  const rows = ownMember(fast ? FAST_PRICES : PRICES, model);
  const day = new Date(atMs).toISOString().slice(0, 10);
  const row = rows?.findLast(({ from }) => from <= day) ?? rows?.[0];
  if (row === undefined) throw new Error(`the simulator has no price for ${model}`);
  return row;
}

/** USD per million tokens → picodollars per token. */
function perToken(usdPerMillion: number): Picodollars {
  return BigInt(Math.round(usdPerMillion * 1_000_000));
}
