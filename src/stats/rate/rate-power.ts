import { binomialCdf } from "../numeric/beta.ts";
import { clopperPearsonLow } from "./clopper-pearson.ts";
import { reaches } from "./reaches.ts";

/** A pass rate held against a limit with `alpha` = 1 − confidence, over so many independent cases. */
export interface RateDesign {
  readonly cases: number;
  readonly limit: number;
  readonly alpha: number;
}

/** The chance that the limit is proven to be reached if the true rate is `rate`: exact. */
export function chanceToReach({ cases, limit, alpha }: RateDesign, rate: number): number {
  let [low, high] = [0, cases + 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (reaches(clopperPearsonLow(middle / cases, cases, alpha), limit)) high = middle;
    else low = middle + 1;
  }
  return low > cases ? 0 : 1 - binomialCdf(low - 1, cases, rate);
}

/** The chance that the limit is proven to be missed if the true rate is `rate`: exact. */
export function chanceToMiss({ cases, limit, alpha }: RateDesign, rate: number): number {
  let [low, high] = [-1, cases];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (binomialCdf(middle, cases, limit) <= alpha) low = middle;
    else high = middle - 1;
  }
  return low < 0 ? 0 : binomialCdf(low, cases, rate);
}
