// Generated from schemas/ by `npm run generate`. Edit the schema, not this file.

export type ReplySource = "live" | "simulated" | "recorded" | "mixed";
export type ComparisonVerdict = "better" | "worse" | "not_worse" | "inconclusive";

/**
 * What `prompt-run compare --reporter json` found: the candidate held against the baseline, case by case.
 */
export interface ComparisonFile {
  format: "prompt-run.comparison";
  format_version: 1;
  /**
   * The worst of all comparisons.
   */
  verdict: "better" | "worse" | "not_worse" | "inconclusive";
  exit_code: number;
  sentence: string;
  baseline: ComparedSideRecord;
  candidate: ComparedSideRecord;
  /**
   * What was left out, and what a reader must know.
   */
  notes: string[];
  suites: ComparedSuiteRecord[];
}
/**
 * One side: a run, a report, a baseline, or an arm of a run.
 */
export interface ComparedSideRecord {
  /**
   * A run's id, a file, or an arm of one of them.
   */
  source: string;
  replies: ReplySource;
}
/**
 * The comparisons of one suite.
 */
export interface ComparedSuiteRecord {
  name: string;
  comparisons: ReportedComparisonRecord[];
  differences: DifferenceRecord[];
}
/**
 * One pair of arms.
 */
export interface ReportedComparisonRecord {
  comparison: Comparison;
  measures: MeasureRecord[];
  sentence: string;
  /**
   * The first cases that regressed.
   */
  regressed_answers: AnswerPairRecord[];
  improved_answers: AnswerPairRecord[];
}
export interface Comparison {
  against: "arm" | "baseline";
  baseline: string;
  candidate: string;
  cases: number;
  both_pass: number | null;
  only_baseline_passes: number | null;
  only_candidate_passes: number | null;
  neither_passes: number | null;
  difference: Difference;
  p_value: number | null;
  p_adjusted: number | null;
  test: string | null;
  verdict: ComparisonVerdict;
  cost_ratio: number | null;
  regressed: string[];
  improved: string[];
  unpaired: Unpaired;
  equivalence?: Equivalence;
}
export interface Difference {
  value: number | null;
  low: number | null;
  high: number | null;
  level: number;
  method: string;
}
export interface Unpaired {
  baseline: string[];
  candidate: string[];
}
/**
 * Where a margin was named: whether the difference is proven to be smaller than it either way. Bounds are one-sided, 95 % each.
 */
export interface Equivalence {
  margin: number;
  low: number | null;
  high: number | null;
  proven: boolean;
}
/**
 * Means over the cases where both sides have it, and of the difference case by case, candidate minus baseline; its interval by the paired t, null with fewer than two cases.
 */
export interface MeasureRecord {
  measure: "cost_usd" | "latency_ms" | "output_tokens";
  cases: number;
  baseline: number;
  candidate: number;
  difference: number;
  low: number | null;
  high: number | null;
  level: number;
}
/**
 * A case whose result changed: the answer of its first trial that shows it on either side; null where none is kept.
 */
export interface AnswerPairRecord {
  case: string;
  baseline: string | null;
  candidate: string | null;
}
/**
 * One thing that differs between the sides.
 */
export interface DifferenceRecord {
  what:
    | "cases"
    | "checks"
    | "arm"
    | "prompt"
    | "settings"
    | "model"
    | "served model"
    | "price table"
    | "tool version"
    | "replies";
  /**
   * The candidate's arm; null for what concerns them all.
   */
  arm: string | null;
  sentence: string;
  /**
   * Both texts, where a diff says more than the sentence; else null.
   */
  before: string | null;
  after: string | null;
}
