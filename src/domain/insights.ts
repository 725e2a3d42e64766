/**
 * What is worth telling of a run beyond the JSON report (design §7), whose keys are a contract: kept in the stored head,
 * shown by the reporters for people, left out of `json` and `ndjson`. Keys are snake_case, as in the report they stand in.
 */
export interface RunInsights {
  /** Sentences that belong beside the verdict: what a reader would else take for more than it is. Raw text. */
  readonly notes?: readonly string[];
}

/** The same for one suite. */
export interface SuiteInsights {
  /** Absent when no case has two decided trials on an arm. */
  readonly repeats?: RepeatInsights;
  /** For arms whose pass rate says less than it seems to, in words: "20 of 20 passed: the true rate may still be 83.9%". */
  readonly rates?: readonly RateInsight[];
}

export interface RateInsight {
  readonly arm: string;
  readonly sentence: string;
}

/** What repeated trials tell. */
export interface RepeatInsights {
  /** In plan order, the first of them. */
  readonly flaky: readonly FlakyCase[];
  /** How many there are in all. */
  readonly flaky_total: number;
  /** Arm by arm, k ascending. */
  readonly estimates: readonly RepeatEstimate[];
}

/** A case that passes some trials and fails others on one arm. */
export interface FlakyCase {
  readonly case: string;
  readonly arm: string;
  readonly passed: number;
  readonly failed: number;
}

/** How often `k` trials of one arm pass at least once, and every time: over the `cases` with at least k decided trials. */
export interface RepeatEstimate {
  readonly arm: string;
  readonly k: number;
  readonly cases: number;
  /** pass@k. */
  readonly any_passes: number;
  /** pass^k. */
  readonly all_pass: number;
}
