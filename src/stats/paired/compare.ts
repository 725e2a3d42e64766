import type { Comparison, ComparisonVerdict, Difference } from "../../domain/formats/records.ts";
import { REPORT_LEVEL } from "../rate/case-sample.ts";
import { type Differences, differenceSums } from "./differences.ts";
import { holm } from "./multiplicity.ts";
import type { PairTally } from "./pair-tally.ts";
import { pairedInterval, pairedTest } from "./paired-evidence.ts";

/** The drop that "not worse" rules out where nobody has said another. */
export const DEFAULT_MARGIN = 0.05;
const ALPHA = 0.05;

/** Two sides and how their cases pair. */
export interface ComparedPair {
  readonly against: "arm" | "baseline";
  readonly baseline: string;
  readonly candidate: string;
  readonly pairs: PairTally;
  /** Mean cost of an answered trial, candidate ÷ baseline; null when unknown. */
  readonly costRatio: number | null;
}

/**
 * Compares pairs of arms, candidate minus baseline: the table of pairs, the difference with its 95 % interval, the test,
 * and a verdict on p-values adjusted by Holm over all pairs given (those of one suite).
 *
 * `better`, `worse`: the adjusted two-sided p is at most 5 %. `not_worse`: the interval rules out a drop of `margin`.
 * Else `inconclusive`, also when too few cases differ for any result to count: no difference found is no proof of none.
 */
export function comparePairs(
  pairs: readonly ComparedPair[],
  seed: number,
  margin: number = DEFAULT_MARGIN,
): Comparison[] {
  const comparisons = pairs.map((pair) => compare(pair, seed));
  const tested = comparisons.filter((comparison) => comparison.p_value !== null);
  const adjusted = holm(tested.map((comparison) => comparison.p_value ?? 1));
  for (const [i, comparison] of tested.entries()) comparison.p_adjusted = adjusted[i] ?? null;
  for (const comparison of comparisons) comparison.verdict = verdictOf(comparison, margin);
  return comparisons;
}

function compare(pair: ComparedPair, seed: number): Comparison {
  const { pairs } = pair;
  const differences = pairs.observed;
  const { count } = differenceSums(differences);
  const test = count === 0 ? null : pairedTest(differences, `${seed} ${pair.baseline} ${pair.candidate}`);
  const table = pairs.isSingleTrial ? pairs.table : null;
  return {
    against: pair.against,
    baseline: pair.baseline,
    candidate: pair.candidate,
    cases: count,
    both_pass: table?.bothPass ?? null,
    only_baseline_passes: table?.onlyBaseline ?? null,
    only_candidate_passes: table?.onlyCandidate ?? null,
    neither_passes: table?.neitherPasses ?? null,
    difference: differenceOf(differences),
    p_value: test?.twoSided ?? null,
    p_adjusted: null,
    test: test?.method ?? null,
    verdict: "inconclusive",
    cost_ratio: pair.costRatio,
    regressed: pairs.regressed,
    improved: pairs.improved,
    unpaired: { baseline: [...pairs.unpaired.baseline], candidate: [...pairs.unpaired.candidate] },
  };
}

function differenceOf(differences: Differences): Difference {
  const { count, mean } = differenceSums(differences);
  const interval = pairedInterval(differences, REPORT_LEVEL);
  return {
    value: count === 0 ? null : mean,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    level: REPORT_LEVEL,
    method: interval?.method ?? "none",
  };
}

function verdictOf({ difference, p_adjusted: p }: Comparison, margin: number): ComparisonVerdict {
  if (p === null || difference.value === null || difference.low === null) return "inconclusive";
  if (p <= ALPHA) return difference.value > 0 ? "better" : "worse";
  return difference.low > -margin ? "not_worse" : "inconclusive";
}
