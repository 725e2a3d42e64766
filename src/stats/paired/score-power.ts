import { normalQuantile } from "../numeric/normal.ts";
import { boundedMeanHigh, boundedMeanLow } from "../rate/bounded-mean.ts";
import type { MeanUnit } from "../rate/mean-unit.ts";
import { type Differences, differenceSums } from "./differences.ts";
import { DIFFERENCE_RANGE } from "./effective-pairs.ts";
import { leastCases, USUAL_POWER } from "./power.ts";

/** Differences of scores as they would be with nothing changed: those that were seen, moved to a mean of 0. */
interface Unchanged {
  readonly units: readonly MeanUnit[];
  readonly cases: number;
  /** Of the mean of n cases, times √n. */
  readonly deviation: number;
}

function unchanged(differences: Differences): Unchanged {
  const { count, mean } = differenceSums(differences);
  const units = differences.units.map((unit) => ({ ...unit, sum: unit.sum - mean * unit.cases }));
  const squares = units.reduce((sum, { sum: value, times }) => sum + times * value * value, 0);
  // With no difference seen the spread is not 0 but unseen: one case that differs wholly is assumed.
  return { units, cases: count, deviation: Math.sqrt(Math.max(squares, squares > 0 ? 0 : 1) / count) };
}

/** The smallest drop of the mean score that is red 4 times in 5, all scores moving alike. */
export function detectableScoreDrop(differences: Differences, alpha: number): number {
  const { units, cases, deviation } = unchanged(differences);
  const [zAlpha, zBeta] = [normalQuantile(1 - alpha), normalQuantile(USUAL_POWER)];
  const error = deviation / Math.sqrt(cases);
  const reach =
    differences.scores === "alike" ? zAlpha * error : (boundedMeanHigh(units, DIFFERENCE_RANGE, alpha) ?? 1);
  return Math.min(1, reach + zBeta * error);
}

/** How many cases like these make the rule green 4 times in 5 with nothing changed, more than there are; null: not a million do. */
export function scoreCasesForGreen(differences: Differences, margin: number, alpha: number): number | null {
  const { units, cases, deviation } = unchanged(differences);
  return leastCases(cases + 1, (wanted) => {
    const like = units.map((unit) => ({ ...unit, times: (unit.times * wanted) / cases }));
    const low = boundedMeanLow(like, DIFFERENCE_RANGE, alpha) ?? -1;
    return low - (normalQuantile(USUAL_POWER) * deviation) / Math.sqrt(wanted) > -margin;
  });
}
