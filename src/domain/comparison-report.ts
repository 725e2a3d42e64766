import type { Sentence } from "./diagnostics/wording/sentence.ts";
import type { DifferenceFact } from "./insights.ts";
import type { Comparison, ComparisonVerdict, ReplySource } from "./formats/records.ts";

/** What is measured of an answered trial beside passing: the price, the latency, the output tokens. */
export type Measure = "costUsd" | "latencyMs" | "outputTokens";

/** A cost, latency, token count or graded score, case by case: mean of each side, and of the difference with its interval. */
export interface MeasureDifference {
  readonly measure: Measure | "score";
  /** Cases where both sides have it. */
  readonly cases: number;
  readonly baseline: number;
  readonly candidate: number;
  readonly difference: number;
  /** Paired t, null with fewer than two cases; of scores bounds that hold for any distribution. */
  readonly low: number | null;
  readonly high: number | null;
  readonly level: number;
}

/** What `prompt-run compare` found. Texts are raw. */
export interface ComparisonReport {
  readonly baseline: SideLabel;
  readonly candidate: SideLabel;
  /** The worst of all comparisons. */
  readonly verdict: ComparisonVerdict;
  readonly exitCode: number;
  readonly suites: readonly ComparedSuite[];
  /** What was left out, and what a reader must know. */
  readonly notes: readonly Sentence[];
  /** The whole in a sentence. */
  readonly sentence: string;
}

/** One side of a comparison as shown: a run, a report, a baseline, or an arm of a run. */
export interface SideLabel {
  readonly source: string;
  readonly replies: ReplySource;
}

export interface ComparedSuite {
  readonly name: string;
  readonly comparisons: readonly ReportedComparison[];
  /** What differs between the sides. */
  readonly differences: readonly DifferenceFact[];
  /** By id, what cases are called that have no id of their own: the first of them. */
  readonly labels?: Readonly<Record<string, string>>;
}

export interface ReportedComparison {
  readonly comparison: Comparison;
  readonly measures: readonly MeasureDifference[];
  readonly sentence: string;
  /** The first cases that changed, with both answers. */
  readonly regressed: readonly AnswerPair[];
  readonly improved: readonly AnswerPair[];
}

/** A case whose result changed: the answer of its first trial that shows it on either side; null where none is kept. */
export interface AnswerPair {
  readonly caseId: string;
  /** What people call the case; absent: its id. */
  readonly label?: string;
  /** How what it asks begins; absent: that is not kept. */
  readonly input?: string;
  readonly baseline: string | null;
  readonly candidate: string | null;
}
