import { findModel } from "../tables/find-model.ts";
import type { RatesOf, TokenRates } from "../tables/token-rates.ts";

/** Models older than 4.5 cost the same in every region (Bedrock's and Google's pricing pages, 2026-08). */
const BEFORE_PREMIUM = /^claude-(3|(opus|sonnet)-4(-0|-1)?(-\d{8})?$)/;

/** Rates of a regional or multi-region endpoint: 1.1 times the list's, exactly, for models from 4.5 on. */
export function regionalRates(ratesOf: RatesOf): RatesOf {
  return (id, speed, promptTokens, atMs) => {
    const rates = ratesOf(id, speed, promptTokens, atMs);
    const known = findModel(id)?.id ?? id;
    return rates === null || BEFORE_PREMIUM.test(known) ? rates : withPremium(rates);
  };
}

function withPremium(rates: TokenRates): TokenRates {
  const dearer = (rate: bigint | null): bigint | null => (rate === null ? null : (rate * 11n) / 10n);
  return {
    input: (rates.input * 11n) / 10n,
    output: (rates.output * 11n) / 10n,
    cacheWrite5m: dearer(rates.cacheWrite5m),
    cacheWrite1h: dearer(rates.cacheWrite1h),
    cacheRead: dearer(rates.cacheRead),
  };
}
