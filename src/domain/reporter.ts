import type { RunInsights, SuiteInsights } from "./insights.ts";
import type { Report, SuiteReport, TrialRecord } from "./records.ts";

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

export interface ReporterOptions {
  /** Columns of the terminal, or a default when it is none. */
  readonly columns: number;
  readonly color: boolean;
  /** The path of a suite's file as a CI service wants it: relative to the root of the repository. */
  readonly repositoryPath: (file: string) => string;
}

/** Writes a report piece by piece. `trials(i)` reads back the trials of suite i in plan order; it may be called again. */
export type Reporter = (
  head: ReportHead,
  trials: (suite: number) => AsyncIterable<TrialRecord>,
  options: ReporterOptions,
) => AsyncIterable<string>;
