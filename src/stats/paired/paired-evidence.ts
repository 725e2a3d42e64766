import type { Interval } from "../rate/interval.ts";
import { type Histogram, histogramMoments } from "./histogram.ts";
import { mcnemarExact, mcnemarWorse, type PairCounts } from "./mcnemar.ts";
import { rateDifferenceInterval } from "./mean-difference.ts";
import { signFlipTest } from "./sign-flip.ts";
import { tangoInterval } from "./tango.ts";

/** Differences of case pass rates, and whether each comes from one pass/fail trial a side. */
export interface Differences {
  readonly histogram: Histogram;
  readonly isSingleTrial: boolean;
}

/** The p-values of "no difference" (two-sided) and "not worse" (one-sided), and the test's name. */
export interface PairedTest {
  readonly twoSided: number;
  readonly worse: number;
  readonly method: string;
}

/** McNemar's exact test for one trial a case, else the sign-flip permutation on case means. */
export function pairedTest(differences: Differences, seed: string | number): PairedTest {
  if (!differences.isSingleTrial) return signFlipTest(differences.histogram, seed);
  const counts = pairCounts(differences.histogram);
  return { twoSided: mcnemarExact(counts), worse: mcnemarWorse(counts), method: "mcnemar-exact" };
}

/** An interval of the mean difference and how it was made. */
export interface PairedInterval extends Interval {
  readonly method: "tango" | "paired-t";
}

/** Tango's interval for one trial a case, else paired t on case means with its floor; null without pairs. */
export function pairedInterval(differences: Differences, level: number): PairedInterval | null {
  if (differences.isSingleTrial) {
    const interval = tangoInterval(pairCounts(differences.histogram), level);
    return interval && { ...interval, method: "tango" };
  }
  const interval = rateDifferenceInterval(histogramMoments(differences.histogram), level);
  return interval && { ...interval, method: "paired-t" };
}

/** The counts behind differences of −1, 0 and 1. */
export function pairCounts(histogram: Histogram): PairCounts {
  return {
    n: histogramMoments(histogram).count,
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
