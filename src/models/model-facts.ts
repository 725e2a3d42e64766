import { hashValue } from "../base/hash.ts";
import type { JsonObject } from "../domain/json.ts";
import type { ModelFacts, SentSettings } from "../domain/model.ts";
import { checkSettings } from "./check-settings.ts";
import { findModel, standing } from "./find-model.ts";
import { PRICES_AS_OF } from "./price-table.ts";
import { SAMPLING_SETTINGS } from "./sampling-rules.ts";
import { createRates, type PriceOverrides } from "./token-rates.ts";
import { costOf } from "./usage-cost.ts";
import { worstCost } from "./worst-cost.ts";

/** The tables, with a user's own prices over them. */
export function createModelFacts({ priceOverrides }: { readonly priceOverrides: PriceOverrides }): ModelFacts {
  const rates = createRates(priceOverrides);
  const own = Object.keys(priceOverrides).length === 0 ? "" : `+${hashValue(priceOverrides).slice(0, 8)}`;
  return {
    standing,
    checkSettings,
    sentSettings,
    costOf: (id, usage, atMs) => costOf(rates, id, usage, atMs),
    worstCost: (request, inputTokens, atMs) => worstCost(rates, request, inputTokens, atMs),
    tokenizer: (id) => findModel(id)?.tokenizer ?? id,
    priceTable: `${PRICES_AS_OF}${own}`,
  };
}

/** Sampling settings exist only under the old API version; fast mode has rate limits of its own. */
function sentSettings(id: string, settings: JsonObject): SentSettings {
  const isSampled = SAMPLING_SETTINGS.some((name) => settings[name] !== undefined);
  const bucket = findModel(id)?.bucket ?? id;
  return {
    apiVersion: isSampled ? "2023-06-01" : "2026-10-21",
    bucket: settings["speed"] === "fast" ? `${bucket} fast` : bucket,
  };
}
