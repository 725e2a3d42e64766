import type { LongPromptRates, ModelPrices, PriceRow, Rates } from "./model-entry.ts";

/** The day on which these prices were last held against their sources. */
export const PRICES_AS_OF = "2026-11-22";

/**
 * Prices of the Claude API by model id, in USD per million tokens: input, output, cache write 5m, cache write 1h, cache read.
 * Source: platform.claude.com/docs/en/about-claude/pricing (crawls of 2026-01-15 to 2026-10-08) and its release notes;
 * Fable 5.2: cache rates and fast mode, Opus 4.7 and 4.8: fast cache rates, from third parties that agree.
 */
export const PRICES: Readonly<Record<string, ModelPrices>> = {
  "claude-fable-5-2": {
    standard: [days("2026-11-09", null, rates([8, 40, 10, 16, 0.2]))],
    fast: [days("2026-11-09", null, rates([16, 80, null, null, null]))],
    cacheReadMultiplier: 0.025,
  },
  "claude-mythos-5-2": {
    standard: [days("2026-11-09", null, rates([8, 40, null, null, null]))],
    fast: [],
    cacheReadMultiplier: null,
  },
  "claude-fable-5-1": {
    standard: [days("2026-09-01", null, rates([10, 50, 12.5, 20, 0.25]))],
    fast: [],
    cacheReadMultiplier: 0.025,
  },
  "claude-mythos-5-1": {
    standard: [days("2026-09-01", null, rates([10, 50, 12.5, 20, 0.25]))],
    fast: [],
    cacheReadMultiplier: 0.025,
  },
  "claude-fable-5": {
    standard: [days("2026-06-09", null, rates([10, 50, 12.5, 20, 1]))],
    fast: [],
    cacheReadMultiplier: 0.1,
  },
  "claude-mythos-5": {
    standard: [days("2026-06-09", null, rates([10, 50, 12.5, 20, 1]))],
    fast: [],
    cacheReadMultiplier: 0.1,
  },
  "claude-mythos-preview": {
    standard: [days("2026-04-07", null, rates([25, 125, null, null, null]))],
    fast: [],
    cacheReadMultiplier: null,
  },
  "claude-opus-5-5": {
    standard: [days("2026-09-22", null, rates([4, 20, 5, 8, 0.2]))],
    fast: [days("2026-09-22", null, rates([8, 40, null, null, null]))],
    cacheReadMultiplier: 0.05,
  },
  "claude-opus-5": {
    standard: [days("2026-07-24", null, rates([5, 25, 6.25, 10, 0.5]))],
    fast: [days("2026-07-24", null, rates([10, 50, null, null, null]))],
    cacheReadMultiplier: 0.1,
  },
  "claude-opus-4-8": {
    standard: [days("2026-05-28", null, rates([5, 25, 6.25, 10, 0.5]))],
    fast: [days("2026-05-28", "2026-11-30", rates([10, 50, 12.5, null, 1]))],
    cacheReadMultiplier: 0.1,
  },
  "claude-opus-4-7": {
    standard: [days("2026-04-16", null, rates([5, 25, 6.25, 10, 0.5]))],
    fast: [days("2026-05-12", "2026-07-24", rates([30, 150, 37.5, null, 3]))],
    cacheReadMultiplier: 0.1,
  },
  "claude-opus-4-6": {
    standard: [
      days(
        "2026-02-05",
        "2026-03-12",
        rates([5, 25, 6.25, 10, 0.5]),
        over(200000, rates([10, 37.5, null, null, null])),
      ),
      days("2026-03-13", null, rates([5, 25, 6.25, 10, 0.5])),
    ],
    fast: [days("2026-02-07", "2026-06-29", rates([30, 150, 37.5, null, 3]))],
    cacheReadMultiplier: 0.1,
  },
  "claude-opus-4-5-20251101": {
    standard: [days("2025-11-24", null, rates([5, 25, 6.25, 10, 0.5]))],
    fast: [],
    cacheReadMultiplier: 0.1,
  },
  "claude-opus-4-1-20250805": {
    standard: [days("2025-08-05", "2026-08-05", rates([15, 75, 18.75, 30, 1.5]))],
    fast: [],
    cacheReadMultiplier: 0.1,
  },
  "claude-opus-4-20250514": {
    standard: [days("2025-05-22", "2026-06-15", rates([15, 75, 18.75, 30, 1.5]))],
    fast: [],
    cacheReadMultiplier: 0.1,
  },
  "claude-sonnet-5-5": {
    standard: [
      days("2026-09-28", "2026-10-06", rates([2, 10, 2.5, 4, 0.2])),
      days("2026-10-07", null, rates([2, 10, 2.5, 4, 0.1])),
    ],
    fast: [],
    cacheReadMultiplier: 0.05,
  },
  "claude-sonnet-5": {
    standard: [days("2026-06-30", null, rates([2, 10, 2.5, 4, 0.2]))],
    fast: [],
    cacheReadMultiplier: 0.1,
  },
  "claude-sonnet-4-6": {
    standard: [
      days("2026-02-17", "2026-03-12", rates([3, 15, 3.75, 6, 0.3]), over(200000, rates([6, 22.5, null, null, null]))),
      days("2026-03-13", null, rates([3, 15, 3.75, 6, 0.3])),
    ],
    fast: [],
    cacheReadMultiplier: 0.1,
  },
  "claude-sonnet-4-5-20250929": {
    standard: [
      days("2025-09-29", "2026-04-30", rates([3, 15, 3.75, 6, 0.3]), over(200000, rates([6, 22.5, null, null, null]))),
      days("2026-05-01", "2026-11-30", rates([3, 15, 3.75, 6, 0.3])),
    ],
    fast: [],
    cacheReadMultiplier: 0.1,
  },
  "claude-sonnet-4-20250514": {
    standard: [
      days("2025-05-22", "2025-08-11", rates([3, 15, 3.75, 6, 0.3])),
      days("2025-08-12", "2026-04-30", rates([3, 15, 3.75, 6, 0.3]), over(200000, rates([6, 22.5, null, null, null]))),
      days("2026-05-01", "2026-06-15", rates([3, 15, 3.75, 6, 0.3])),
    ],
    fast: [],
    cacheReadMultiplier: 0.1,
  },
  "claude-3-7-sonnet-20250219": {
    standard: [days("2025-02-24", "2026-02-19", rates([3, 15, 3.75, 6, 0.3]))],
    fast: [],
    cacheReadMultiplier: 0.1,
  },
  "claude-3-5-sonnet-20241022": {
    standard: [days(null, "2025-10-28", rates([3, 15, 3.75, 6, 0.3]))],
    fast: [],
    cacheReadMultiplier: 0.1,
  },
  "claude-3-5-sonnet-20240620": {
    standard: [days(null, "2025-10-28", rates([3, 15, 3.75, 6, 0.3]))],
    fast: [],
    cacheReadMultiplier: 0.1,
  },
  "claude-haiku-5-5": {
    standard: [
      days("2026-10-07", null, rates([0.1, 0.5, 0.125, 0.2, 0.01]), over(100000, rates([0.5, 2.5, 0.625, 1, 0.05]))),
    ],
    fast: [],
    cacheReadMultiplier: 0.1,
  },
  "claude-haiku-4-5-20251001": {
    standard: [days("2025-10-15", null, rates([1, 5, 1.25, 2, 0.1]))],
    fast: [],
    cacheReadMultiplier: 0.1,
  },
  "claude-3-5-haiku-20241022": {
    standard: [days(null, "2026-02-19", rates([0.8, 4, 1, 1.6, 0.08]))],
    fast: [],
    cacheReadMultiplier: 0.1,
  },
  "claude-3-haiku-20240307": {
    standard: [days(null, "2026-04-20", rates([0.25, 1.25, 0.3, 0.5, 0.03]))],
    fast: [],
    cacheReadMultiplier: 0.1,
  },
  "claude-3-opus-20240229": {
    standard: [days(null, "2026-01-05", rates([15, 75, 18.75, 30, 1.5]))],
    fast: [],
    cacheReadMultiplier: 0.1,
  },
};

type RateCells = readonly [
  input: number,
  output: number,
  cacheWrite5m: number | null,
  cacheWrite1h: number | null,
  cacheRead: number | null,
];

function rates([input, output, cacheWrite5m, cacheWrite1h, cacheRead]: RateCells): Rates {
  return { input, output, cacheWrite5m, cacheWrite1h, cacheRead };
}

function over(thresholdTokens: number, rates: Rates): LongPromptRates {
  return { thresholdTokens, ...rates };
}

function days(
  from: string | null,
  to: string | null,
  rates: Rates,
  longPrompt: LongPromptRates | null = null,
): PriceRow {
  return { from, to, ...rates, longPrompt };
}
