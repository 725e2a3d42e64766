import { pMeanBelow } from "../rate/bounded-mean.ts";
import type { MeanUnit } from "../rate/mean-unit.ts";
import type { Interval } from "../rate/interval.ts";
import { type Differences, differenceSums } from "./differences.ts";
import { DIFFERENCE_RANGE, differenceInterval } from "./effective-pairs.ts";
import { addTo, type Histogram } from "./histogram.ts";
import { mcnemarExact, mcnemarWorse, type PairCounts } from "./mcnemar.ts";
import { permutationTest } from "./permutation.ts";
import { signFlipTest } from "./sign-flip.ts";

/** The p-values of "no difference" (two-sided) and "not worse" (one-sided), and the test's name. */
export interface PairedTest {
  readonly twoSided: number;
  readonly worse: number;
  readonly method: string;
}

/**
 * The test of two sides. With one trial a case and no clusters: McNemar's exact test. Else two tests, of which the larger p
 * counts, since a verdict is to be luck neither of the answers nor of the cases:
 *
 * - the answers: trials permuted within their cases (`permutationTest`), exact for any numbers of trials. Alone it would take
 *   one case that turned, asked five times, for proof;
 * - the cases: signs flipped of whole units, clusters or cases (`signFlipTest`). Alone it would be wrong where one side has
 *   more trials than the other, since then the differences are skewed although nothing changed.
 *
 * Repeating the same answers changes neither verdict: the second test sees the same differences.
 *
 * Scores: signs flipped, where both sides have as many trials of each case; where they have not, differences are skewed
 * although nothing changed, and the p dual to the bound is taken, which holds for any distribution.
 */
export function pairedTest(differences: Differences): PairedTest {
  if (differences.isSinglePairs) {
    const counts = pairCounts(differences.histogram);
    return { twoSided: mcnemarExact(counts), worse: mcnemarWorse(counts), method: "mcnemar-exact" };
  }
  if (differences.scores === "unlike") return boundedMeanTest(differences.units);
  const ofCases = signFlipTest(unitSums(differences));
  if (differences.scores === "alike") return ofCases;
  const ofAnswers = permutationTest(differences.strata);
  return {
    twoSided: Math.max(ofAnswers.twoSided, ofCases.twoSided),
    worse: Math.max(ofAnswers.worse, ofCases.worse),
    method: ofAnswers.twoSided >= ofCases.twoSided ? ofAnswers.method : ofCases.method,
  };
}

function boundedMeanTest(units: readonly MeanUnit[]): PairedTest {
  const turned = units.map((unit) => ({ ...unit, sum: -unit.sum }));
  const [worse, better] = [units, turned].map((side) => pMeanBelow(side, DIFFERENCE_RANGE, 0));
  const smaller = Math.min(worse ?? 1, better ?? 1);
  return { twoSided: Math.min(1, 2 * smaller), worse: worse ?? 1, method: "bounded-mean" };
}

function unitSums({ units }: Differences): Histogram {
  const sums = new Map<number, number>();
  for (const { sum, times } of units) addTo(sums, sum, times);
  return sums;
}

/** An interval of the mean difference and how it was made. */
export interface PairedInterval extends Interval {
  /** Tango's, exact where nothing was won: over the cases, or over effective pairs. Of scores: of any distribution. */
  readonly method: "tango-exact" | "tango-effective" | "bounded-mean";
}

/** The interval of the mean difference, two-sided at `level`; each bound errs with a chance of at most (1 − level)/2. Null without pairs. */
export function pairedInterval(differences: Differences, level: number): PairedInterval | null {
  const interval = differenceInterval(differences, level);
  if (interval === null) return null;
  if (differences.scores !== null) return { ...interval, method: "bounded-mean" };
  return { ...interval, method: differences.isSinglePairs ? "tango-exact" : "tango-effective" };
}

/** The counts behind differences of −1, 0 and 1. */
export function pairCounts(histogram: Histogram): PairCounts {
  return {
    n: differenceSums({ histogram }).count,
    onlyBaseline: histogram.get(-1) ?? 0,
    onlyCandidate: histogram.get(1) ?? 0,
  };
}

/** Cases that differ at all: only they carry information. */
export function differingCases(histogram: Histogram): number {
  let count = 0;
  for (const [value, times] of histogram) if (value !== 0) count += times;
  return count;
}
