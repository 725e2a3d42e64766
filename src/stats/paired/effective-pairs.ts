import { normalQuantile } from "../numeric/normal.ts";
import { studentQuantile } from "../numeric/student.ts";
import { boundedMeanLow } from "../rate/bounded-mean.ts";
import type { MeanUnit } from "../rate/mean-unit.ts";
import type { Interval } from "../rate/interval.ts";
import { sampleUnits, unseen } from "../rate/sample-units.ts";
import { unitMeanVariance, withUnit } from "../rate/standard-error.ts";
import { differenceSums, type Differences } from "./differences.ts";
import type { PairCounts } from "./mcnemar.ts";
import { exactPairedLow } from "./tango.ts";

/** What a pair more than there are cases costs, in lost cases: found by simulation (docs/statistics.md). */
const PRICE_OF_A_PAIR = 1 / 3;

/** Where differences of shares and of scores lie. */
export const DIFFERENCE_RANGE = { least: -1, most: 1 } as const;

/**
 * The lower bound, one-sided at 1 − `tail`, of a mean of case differences in [−1, 1]: `exactPairedLow` over effective pairs.
 *
 * One trial a case: the cases. Several trials, or cases in clusters: b = Σmax(−d, 0) cases lost and c = Σmax(d, 0) won of
 *
 *   n* = n · v / (n′·SE²) · (z/t)²
 *
 * pairs, where v = (b + c + 1)/n′ − m² is the variance that single pairs with these losses and wins would have, and SE² the
 * square of the standard error of the mean as it is, over units (clusters, and cases of none: Miller 2024, arXiv
 * 2411.00640, with the small-sample correction C/(C − 1)); (z/t)² pays for estimating it from C units. As in `effectiveSize`,
 * both are taken with one unit added that was wholly lost, so that units which all agree are worth as many pairs as there
 * are units (of unequal size: as `unseen` says), whatever the repeats: n* is never below that.
 *
 * Scores: `boundedMeanLow` over units, whatever their distribution. Null without a case.
 */
export function differenceLow(differences: Differences, tail: number): number | null {
  const sums = differenceSums(differences);
  if (sums.count === 0) return null;
  if (differences.scores !== null) return boundedMeanLow(differences.units, DIFFERENCE_RANGE, tail);
  return exactPairedLow(effectivePairs(differences, tail), tail);
}

/** Both bounds, each at (1 − level)/2. Null without a case. */
export function differenceInterval(differences: Differences, level: number): Interval | null {
  const tail = (1 - level) / 2;
  const [low, high] = [differenceLow(differences, tail), differenceLow(turned(differences), tail)];
  return low === null || high === null ? null : { low, high: -high };
}

/** The pairs of pass/fail trials that the differences are worth, for a bound below. */
export function effectivePairs(differences: Differences, tail: number): PairCounts {
  const { count, lost, won } = differenceSums(differences);
  const worth = differences.isSinglePairs ? 1 : worthOf(differences.units, lost + won, tail);
  const unseen = worth > 1 ? PRICE_OF_A_PAIR * (1 - 1 / worth) : 0;
  return { n: count * worth, onlyBaseline: (lost + unseen) * worth, onlyCandidate: won * worth };
}

/** n* ÷ n; `spread`: what was lost and won in all. */
function worthOf(units: readonly MeanUnit[], spread: number, tail: number): number {
  const moments = sampleUnits(units);
  const { worth: least, size: added } = unseen(moments, tail);
  const more = withUnit(moments, -added, added);
  const mean = more.sum / more.cases;
  const meanVariance = unitMeanVariance(more);
  const pairVariance = (spread + added) / more.cases - mean * mean;
  const correction = (normalQuantile(1 - tail) / studentQuantile(1 - tail, moments.sizes.effective - 1)) ** 2;
  const worth = meanVariance > 1e-15 ? (pairVariance / (more.cases * meanVariance)) * correction : 0;
  return Math.max(least / moments.cases, worth);
}

/** The same with the sides exchanged, for the upper bound. */
function turned(differences: Differences): Differences {
  return {
    histogram: new Map([...differences.histogram].map(([value, times]) => [-value, times])),
    strata: differences.strata.map(({ baseline, candidate, times }) => ({
      baseline: candidate,
      candidate: baseline,
      times,
    })),
    units: differences.units.map((unit) => ({ ...unit, sum: -unit.sum })),
    isSinglePairs: differences.isSinglePairs,
    scores: differences.scores,
  };
}
