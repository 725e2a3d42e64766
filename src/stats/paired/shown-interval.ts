import { normalQuantile } from "../numeric/normal.ts";
import { studentQuantile } from "../numeric/student.ts";
import type { Interval } from "../rate/interval.ts";
import { sampleUnits } from "../rate/sample-units.ts";
import { unitMeanVariance, withUnit } from "../rate/standard-error.ts";
import { type Differences, differenceSums } from "./differences.ts";
import { DIFFERENCE_RANGE, differenceInterval } from "./effective-pairs.ts";
import { pairCounts } from "./paired-evidence.ts";
import { tangoLow } from "./tango.ts";

/**
 * Of a case that was not seen and went wholly the other way, where both sides have as many trials of each case; where they
 * have not, differences are skewed though nothing changed. Found by simulation (docs/statistics.md).
 */
const UNSEEN = { alike: 0.25, unlike: 0.5 } as const;

/** An interval of the mean difference and how it was made. */
export interface ShownInterval extends Interval {
  readonly method: "tango" | "tango-exact" | "paired-t" | "bounded-mean";
}

/**
 * The interval that reports show, two-sided at `level`: right on average over what may be true, as Wilson's is of a rate. (The
 * bounds that gates rest on hold whatever is true, and are wider: `differenceLow`.) One trial a case: Tango's score interval.
 * Else the paired t interval over units (clusters, and cases of none),
 *
 *   d̄ ± t SE, SE² with a quarter of the largest unit added that went wholly the other way (a half with unequal trials),
 *
 * so that it does not collapse where hardly anything differs; where nothing differs at all, the bounds of a clean sheet. Null
 * without a case.
 */
export function shownInterval(differences: Differences, level: number): ShownInterval | null {
  const { lost, won } = differenceSums(differences);
  if (differences.scores !== null || lost + won === 0) {
    const interval = differenceInterval(differences, level);
    return interval && { ...interval, method: differences.scores === null ? "tango-exact" : "bounded-mean" };
  }
  if (differences.isSinglePairs) return { ...tangoOf(differences, level), method: "tango" };
  const [low, high] = [-1, 1].map((sign) => reachOf(differences, level, sign));
  const mean = differenceSums(differences).mean;
  return {
    low: Math.max(DIFFERENCE_RANGE.least, mean - (low ?? 0)),
    high: Math.min(DIFFERENCE_RANGE.most, mean + (high ?? 0)),
    method: "paired-t",
  };
}

function tangoOf(differences: Differences, level: number): Interval {
  const { n, onlyBaseline, onlyCandidate } = pairCounts(differences.histogram);
  const z = normalQuantile((1 + level) / 2);
  const turned = { n, onlyBaseline: onlyCandidate, onlyCandidate: onlyBaseline };
  return { low: tangoLow({ n, onlyBaseline, onlyCandidate }, z), high: -tangoLow(turned, z) };
}

/** How far the interval reaches to a side, ±1. */
function reachOf({ units, strata }: Differences, level: number, side: number): number {
  const moments = sampleUnits(units);
  const size = moments.sizes.bySize[0]?.cases ?? 1;
  const isAlike = strata.every(({ baseline, candidate }) => baseline.trials === candidate.trials);
  const variance = unitMeanVariance(withUnit(moments, side * size, size, isAlike ? UNSEEN.alike : UNSEEN.unlike));
  return studentQuantile((1 + level) / 2, moments.sizes.effective - 1) * Math.sqrt(variance);
}
