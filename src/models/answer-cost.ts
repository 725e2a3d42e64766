import type { Completion } from "../domain/run/completion.ts";
import type { Picodollars } from "../domain/values/money.ts";
import { canonicalId, findModel } from "./tables/find-model.ts";
import type { PriceOverrides, RatesOf } from "./tables/token-rates.ts";
import { costOf } from "./usage-cost.ts";

/** The price of an answer to a request for `requested`; null when a rate that is needed is unknown. */
export type AnswerCost = (
  requested: string,
  answer: Pick<Completion, "modelServed" | "usage">,
  atMs: number,
) => Picodollars | null;

/**
 * An answer costs what the model that gave it costs. A name of the endpoint's own, which has no price, says nothing: then,
 * and where the user has a price for the name that was asked, that one holds. Where an iteration names the model that
 * served, those that name none are of the model asked (SDK: `fallback_message` takes the place of `message`).
 */
export function createAnswerCost(ratesOf: RatesOf, overrides: PriceOverrides): AnswerCost {
  const own = new Set(Object.keys(overrides).map(canonicalId));
  const pricedModel = (requested: string, served: string): string => {
    const id = canonicalId(served);
    if (own.has(id)) return id;
    return own.has(canonicalId(requested)) || findModel(id) === null ? requested : id;
  };
  return (requested, { modelServed, usage }, atMs) => {
    const isNamed = usage.iterations.some(
      ({ model }) => model !== null && canonicalId(model) === canonicalId(modelServed),
    );
    return costOf(ratesOf, isNamed ? requested : pricedModel(requested, modelServed), usage, atMs);
  };
}
