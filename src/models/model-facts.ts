import { hashValue } from "../base/hash.ts";
import type { JsonObject } from "../domain/values/json.ts";
import { said } from "../domain/diagnostics/said.ts";
import { DEFAULT_PLATFORM, type PlatformName, type ServedBy } from "../domain/endpoint.ts";
import type { ModelFacts, SentSettings, SettingProblem } from "../domain/model.ts";
import type { Picodollars } from "../domain/values/money.ts";
import { type AnswerCost, createAnswerCost } from "./answer-cost.ts";
import { estimateTokens } from "./estimate-tokens.ts";
import { canonicalId, findModel, standing } from "./tables/find-model.ts";
import { PRICES_AS_OF } from "./tables/price-table.ts";
import { apiVersionOf } from "./settings/api-version.ts";
import { checkSettings } from "./settings/check-settings.ts";
import { PLATFORM_FACTS, lacksOf } from "./platforms/platform-facts.ts";
import { regionalRates } from "./platforms/regional-rates.ts";
import { createRates, type PriceOverrides, type RatesOf } from "./tables/token-rates.ts";
import { costOf } from "./usage-cost.ts";
import { openEndedPart, worstCost } from "./worst-cost.ts";

/** What is known of models: their capabilities, and prices from the table unless the user gives others. */
export function createModelFacts({ priceOverrides, served = () => CLAUDE_API }: FactsInput): ModelFacts {
  const made = new Map<string | null, ModelFacts>();
  const at = (endpoint: string | null): ModelFacts => {
    const known = made.get(endpoint) ?? factsOf(priceOverrides, served(endpoint), at);
    made.set(endpoint, known);
    return known;
  };
  return at(null);
}

/** What is served where. */
export interface FactsInput {
  readonly priceOverrides: PriceOverrides;
  /** By the name of an endpoint of the config; null: the run's. */
  readonly served?: (endpoint: string | null) => ServedBy;
}

const CLAUDE_API: ServedBy = { platform: DEFAULT_PLATFORM, isRegional: false };

function factsOf(priceOverrides: PriceOverrides, { platform, isRegional }: ServedBy, at: ModelFacts["at"]): ModelFacts {
  const hasPremium = isRegional && PLATFORM_FACTS[platform].hasRegionalPremium;
  // A user's own prices are those that the user pays, wherever.
  const ratesOf = hasPremium ? ownOr(priceOverrides, regionalRates(createRates({}))) : createRates(priceOverrides);
  const isListed = Object.keys(priceOverrides).length === 0;
  const listedRates = isListed ? ratesOf : hasPremium ? regionalRates(createRates({})) : createRates({});
  const answerCost = createAnswerCost(ratesOf, priceOverrides);
  const listedCost = createAnswerCost(listedRates, {});
  const capCost: AnswerCost = (...asked) => dearer(answerCost(...asked), listedCost(...asked));
  return {
    standing,
    checkSettings: (id, settings, shape) => [
      ...checkSettings(id, settings, shape),
      ...lackProblems(platform, settings, shape.headers ?? {}),
    ],
    at,
    sentSettings,
    answerCost,
    ...(isListed ? {} : { capCost }),
    costOf: (id, usage, atMs) => costOf(ratesOf, id, usage, atMs),
    worstCost: (request, inputTokens, atMs) => {
      const own = worstCost(ratesOf, request, inputTokens, atMs);
      return isListed ? own : dearer(own, worstCost(listedRates, request, inputTokens, atMs));
    },
    openEndedPart,
    canCache,
    tokenizer: (id) => findModel(id)?.tokenizer ?? `unknown:${id}`,
    family: (id) => findModel(id)?.line ?? null,
    priceTable: priceTableName(priceOverrides),
  };
}

/** A user's own rates, and those of the endpoint for all else. */
function ownOr(overrides: PriceOverrides, others: RatesOf): RatesOf {
  const own = createRates(overrides);
  const names = new Set(Object.keys(overrides).map(canonicalId));
  return (id, ...where) => (names.has(canonicalId(id)) ? own(id, ...where) : others(id, ...where));
}

function lackProblems(
  platform: PlatformName,
  settings: JsonObject,
  headers: Readonly<Record<string, string>>,
): SettingProblem[] {
  const { title } = PLATFORM_FACTS[platform];
  return lacksOf(platform, settings, headers).map((lack) => {
    const { field } = lack;
    const text = said("unsupported-setting.platform", { platform: title, ...lack });
    return { ...text, pointer: [field], droppable: field === "headers" ? [] : [field] };
  });
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
