import type { Comparison, ComparisonVerdict, Difference, Equivalence } from "../../domain/formats/records.ts";
import { REPORT_LEVEL } from "../rate/case-sample.ts";
import { type Differences, differenceSums } from "./differences.ts";
import { holm } from "./multiplicity.ts";
import type { PairTally } from "./pair-tally.ts";
import { differenceInterval } from "./effective-pairs.ts";
import { pairedTest } from "./paired-evidence.ts";
import { shownInterval } from "./shown-interval.ts";

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

/** A comparison whose verdict waits for the others. */
export interface DraftedComparison {
  readonly comparison: Comparison;
  /** The drop that may be, where somebody has named one; null: none, and any proven drop is worse. */
  readonly margin: number | null;
  /** One-sided at 95 % each: what "not worse" and "equivalent" rest on. */
  readonly bounds: { readonly low: number; readonly high: number } | null;
}

/** Compares a pair of arms, candidate minus baseline: the table of pairs, the difference with its 95 % interval, the test. */
export function draftComparison(pair: ComparedPair, margin: number | null): DraftedComparison {
  return { comparison: compare(pair), margin, bounds: differenceInterval(pair.pairs.observed, 1 - 2 * ALPHA) };
}

/**
 * Gives comparisons their verdicts, on p-values adjusted by Holm over all of them: those of all suites of a run, or of a
 * `compare`, so that anything is called worse or better by luck in at most 1 of 20.
 *
 * `better`, `worse`: the adjusted two-sided p is at most 5 %. `not_worse`: a drop of the margin is ruled out, one-sided at
 * 95 % as in a gate. A drop that is proven and also proven to be within a margin that somebody named is `not_worse`: that is
 * what the margin is for. Else `inconclusive`, also when too few cases differ for any result to count: no difference found
 * is no proof of none.
 */
export function settleComparisons(drafts: readonly DraftedComparison[]): Comparison[] {
  const tested = drafts.filter(({ comparison }) => comparison.p_value !== null);
  const adjusted = holm(tested.map(({ comparison }) => comparison.p_value ?? 1));
  const pOf = new Map(tested.map((draft, i) => [draft, adjusted[i] ?? null]));
  return drafts.map((draft) => {
    const comparison = { ...draft.comparison, p_adjusted: pOf.get(draft) ?? null };
    const equivalence = equivalenceOf(draft);
    const verdict = verdictOf(comparison, draft);
    return { ...comparison, verdict, ...(equivalence === null ? {} : { equivalence }) };
  });
}

function compare(pair: ComparedPair): Comparison {
  const { pairs } = pair;
  const differences = pairs.observed;
  const { count } = differenceSums(differences);
  const test = count === 0 ? null : pairedTest(differences);
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
  const interval = shownInterval(differences, REPORT_LEVEL);
  return {
    value: count === 0 ? null : mean,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    level: REPORT_LEVEL,
    method: interval?.method ?? "none",
  };
}

/** Two one-sided tests (Schuirmann, J. Pharmacokin. Biopharm. 15 (1987) 657–680): both bounds are inside the margin. */
function equivalenceOf({ margin, bounds }: DraftedComparison): Equivalence | null {
  if (margin === null) return null;
  const { low, high } = bounds ?? { low: null, high: null };
  return { margin, low, high, proven: low !== null && high !== null && low > -margin && high < margin };
}

function verdictOf(
  { difference, p_adjusted: p }: Comparison,
  { margin, bounds }: DraftedComparison,
): ComparisonVerdict {
  if (p === null || difference.value === null || bounds === null) return "inconclusive";
  const isWithin = bounds.low > -(margin ?? DEFAULT_MARGIN);
  if (p <= ALPHA && difference.value > 0) return "better";
  if (p <= ALPHA && !(isWithin && margin !== null)) return "worse";
  return isWithin ? "not_worse" : "inconclusive";
}
