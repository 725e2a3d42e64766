import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { Measure, MeasureDifference } from "../../domain/comparison-report.ts";
import { draftComparison, type DraftedComparison } from "../paired/compare.ts";
import { shiftSentence } from "../paired/case-shifts.ts";
import { pairedMeanInterval } from "../paired/mean-difference.ts";
import type { MeasuredPairs, PairTally } from "../paired/pair-tally.ts";
import { pairedInterval } from "../paired/paired-evidence.ts";
import { REPORT_LEVEL } from "../rate/case-sample.ts";
import type { AssembledCase } from "./assemble-cases.ts";
import { MEASURES } from "../rate/case-counts.ts";
import type { PairSetup } from "./pair-setup.ts";
import { PairTracker } from "./pair-tracker.ts";

/** One comparison, its verdict still open, and what else differs between its sides. */
export interface ComparedSides {
  readonly draft: DraftedComparison;
  readonly measures: readonly MeasureDifference[];
  /** Which cases are likely to have changed, of several trials each; null: none moved, or one trial a case. */
  readonly shifts: string | null;
}

export interface ComparisonMargin {
  /** The drop that may be; null: nobody has named one. */
  readonly margin: number | null;
}

export type ComparedRuns =
  | { readonly status: "compared"; readonly sides: readonly ComparedSides[] }
  /** The arms do not pair; the reason lists them. */
  | { readonly status: "unclear"; readonly reason: Sentence };

/**
 * Compares a run, case by case, with a baseline, or arms of the run with each other, pairing cases by id. The verdicts come
 * from `settleComparisons` over all suites.
 */
export async function compareRuns(
  setup: PairSetup,
  cases: AsyncIterable<AssembledCase>,
  options: ComparisonMargin,
): Promise<ComparedRuns> {
  const tracker = new PairTracker(setup);
  if (tracker.unpairedReason !== null) return { status: "unclear", reason: tracker.unpairedReason };
  for await (const assembled of cases) {
    if (assembled.quarantined) tracker.leaveOut(assembled.id);
    else tracker.add(assembled);
  }
  tracker.finish();
  const measures = tracker.tracked.map(({ pairs }) =>
    [scoreDifference(pairs), ...MEASURES.map((measure) => measureDifference(measure, pairs.measured[measure]))].filter(
      (one) => one !== null,
    ),
  );
  const compared = tracker.tracked.map((pair, i) => ({ ...pair, costRatio: costRatio(measures[i] ?? []) }));
  return {
    status: "compared",
    sides: compared.map((pair, i) => ({
      draft: draftComparison(pair, options.margin),
      measures: measures[i] ?? [],
      shifts: pair.pairs.isSingleTrial ? null : shiftSentence(pair.pairs.namedOutcomes),
    })),
  };
}

function measureDifference(measure: Measure, pairs: MeasuredPairs): MeasureDifference | null {
  if (pairs.count === 0) return null;
  const interval = pairedMeanInterval(pairs, REPORT_LEVEL);
  return {
    measure,
    cases: pairs.count,
    baseline: pairs.baselineSum / pairs.count,
    candidate: pairs.candidateSum / pairs.count,
    difference: pairs.sum / pairs.count,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    level: REPORT_LEVEL,
  };
}

/** Mean scores, where they say more than passes do. The interval is that of `not_worse_than: { on: score }`, two-sided. */
function scoreDifference({ scores, scoreMeans }: PairTally): MeasureDifference | null {
  if (scores === null || scoreMeans === null) return null;
  const interval = pairedInterval(scores.observed, REPORT_LEVEL);
  const { low = null, high = null } = interval ?? {};
  const difference = scoreMeans.candidate - scoreMeans.baseline;
  return { measure: "score", ...scoreMeans, difference, low, high, level: REPORT_LEVEL };
}

function costRatio(measures: readonly MeasureDifference[]): number | null {
  const cost = measures.find(({ measure }) => measure === "costUsd");
  return cost === undefined || cost.baseline <= 0 ? null : cost.candidate / cost.baseline;
}
