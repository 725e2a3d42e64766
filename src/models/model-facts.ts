import { hashValue } from "../base/hash.ts";
import type { JsonObject } from "../domain/values/json.ts";
import type { ModelFacts, SentSettings } from "../domain/model.ts";
import type { Picodollars } from "../domain/values/money.ts";
import { createAnswerCost } from "./answer-cost.ts";
import { estimateTokens } from "./estimate-tokens.ts";
import { findModel, standing } from "./tables/find-model.ts";
import { PRICES_AS_OF } from "./tables/price-table.ts";
import { apiVersionOf } from "./settings/api-version.ts";
import { checkSettings } from "./settings/check-settings.ts";
import { createRates, type PriceOverrides } from "./tables/token-rates.ts";
import { costOf } from "./usage-cost.ts";
import { openEndedPart, worstCost } from "./worst-cost.ts";

/** What is known of models: their capabilities, and prices from the table unless the user gives others. */
export function createModelFacts({ priceOverrides }: { readonly priceOverrides: PriceOverrides }): ModelFacts {
  const ratesOf = createRates(priceOverrides);
  const listedRates = createRates({});
  const answerCost = createAnswerCost(ratesOf, priceOverrides);
  const listedCost = createAnswerCost(listedRates, {});
  return {
    standing,
    checkSettings,
    sentSettings,
    answerCost,
    capCost: (requested, answer, atMs) =>
      dearer(answerCost(requested, answer, atMs), listedCost(requested, answer, atMs)),
    costOf: (id, usage, atMs) => costOf(ratesOf, id, usage, atMs),
    worstCost: (request, inputTokens, atMs) =>
      dearer(worstCost(ratesOf, request, inputTokens, atMs), worstCost(listedRates, request, inputTokens, atMs)),
    openEndedPart,
    canCache,
    tokenizer: (id) => findModel(id)?.tokenizer ?? `unknown:${id}`,
    family: (id) => findModel(id)?.line ?? null,
    priceTable: priceTableName(priceOverrides),
  };
}

/** What a cap counts: an override never below the table, or a config could switch the cap off. Null: not known. */
function dearer(own: Picodollars | null, listed: Picodollars | null): Picodollars | null {
  if (own === null || listed === null) return own;
  return own > listed ? own : listed;
}

/** Fast mode has limits of its own; a model that ignores it stays in its bucket (docs page rate-limits, 2026-10). */
function sentSettings(id: string, settings: JsonObject): SentSettings {
  const model = findModel(id);
  const isFast = settings["speed"] === "fast" && model?.fast !== "ignored";
  const bucket = isFast ? `${model?.id ?? id} fast` : (model?.bucket ?? id);
  return { apiVersion: apiVersionOf(settings), bucket };
}

/** An estimate may be off by so much: a short wait for an entry that is not made costs less than many writes of one. */
const CACHE_SLACK = 1.5;

function canCache(id: string, prefix: string): boolean {
  return CACHE_SLACK * estimateTokens(id, prefix) >= (findModel(id)?.minCacheTokens ?? 0);
}

function priceTableName(overrides: PriceOverrides): string {
  return Object.keys(overrides).length === 0 ? PRICES_AS_OF : `${PRICES_AS_OF}+${hashValue(overrides).slice(0, 12)}`;
}
