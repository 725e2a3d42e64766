import type { Mask } from "../base/mask.ts";
import type { ComparisonReport } from "./comparison-report.ts";
import type { Diagnostic, Locate } from "./values/problem.ts";
import type { RunInsights, SuiteInsights } from "./insights.ts";
import type { Report, RunRecord, SuiteReport, TrialRecord } from "./formats/records.ts";

/** A suite's report without its trials, which are read back one by one. */
export interface SuiteHead extends Omit<SuiteReport, "trials"> {
  /** Not part of the JSON report. */
  readonly insights?: SuiteInsights;
}

/** The report without any trial. */
export interface ReportHead extends Omit<Report, "suites"> {
  readonly suites: readonly SuiteHead[];
  /** Not part of the JSON report. */
  readonly insights?: RunInsights;
}

/** A job of a CI service: its machine is gone when its reports are read. */
export interface CiJob {
  /** Where people see it; null: not known. */
  readonly url: string | null;
}

export interface ReporterOptions {
  /** Columns of the terminal, or a default when it is none. */
  readonly columns: number;
  readonly color: boolean;
  /** All statistics too, and answers at length. */
  readonly verbose?: boolean;
  /** Where a terminal goes when a file's name is clicked; absent where it knows no hyperlinks. */
  readonly linkTo?: ((file: string) => string) | null;
  /** The store, as commands that are shown have to name it; absent: the usual one. */
  readonly store?: string | null;
  /** Where the run is made, when not by somebody who has its store before them; absent: by somebody. */
  readonly ci?: CiJob | null;
  /** Warnings of lines of the suites stand above on the same terminal, with their next steps. */
  readonly warningsTold?: boolean;
  /** The path of a suite's file as a CI service wants it: relative to the root of the repository. */
  readonly repositoryPath: (file: string) => string;
}

/** Writes a report piece by piece. `trials(i)` reads back the trials of suite i in plan order; it may be called again. */
export type Reporter = (
  head: ReportHead,
  trials: (suite: number) => AsyncIterable<TrialRecord>,
  options: ReporterOptions,
) => AsyncIterable<string>;

/** What is known of a run before its first trial ends: what is still open is null. */
export interface StartedRun {
  readonly run: RunRecord;
  readonly suites: readonly Pick<SuiteHead, "name" | "file">[];
}

/** A trial with the name of its suite. */
export interface SuiteTrial {
  readonly suite: string;
  readonly record: TrialRecord;
}

/**
 * Writes a report while its run goes on. `trials` gives each trial once its record is safe in the store, in the order in
 * which they end, not in plan order; `head` resolves after the last of them, and rejects when the run dies.
 */
export type LiveReporter = (
  start: StartedRun,
  trials: AsyncIterable<SuiteTrial>,
  head: Promise<ReportHead>,
) => AsyncIterable<string>;

/** Writes a comparison of two runs. */
export type ComparisonReporter = (
  report: ComparisonReport,
  options: Pick<ReporterOptions, "columns" | "color">,
) => string;

/** Writes what is wrong with suites. */
export type ProblemReporter = (
  problems: readonly Diagnostic[],
  locate: Locate,
  options: Pick<ReporterOptions, "repositoryPath"> & { readonly mask: Mask },
) => string;
