import type { BaselineFile, Report } from "../../domain/formats/records.ts";
import type { ReportHead } from "../../domain/reporter.ts";

/** What a report was made from, as long as the program holds the report itself and no copy of it. */
export interface KeptRun {
  /** With what the JSON report does not have. */
  readonly head: ReportHead;
  /** Absolute; null: the run was kept for its time only. */
  readonly folder: string | null;
  /** By suite, what it would be as a baseline, where there is no folder any more to make one from. */
  readonly baselines: readonly BaselineFile[];
}

/** A report of a program's run, one that was read from JSON, or a run of the store: its id, its folder or `latest`. */
export type RunOrName = Report | string;

/** The same in every copy of this package. */
const KEPT = Symbol.for("@prompt-run/cli: what a report was made from");

export function keep<Kept extends Report>(report: Kept, kept: KeptRun): Kept {
  return Object.defineProperty(report, KEPT, { value: kept, enumerable: false });
}

export function keptRun(report: Report): KeptRun | null {
  return (Reflect.get(report, KEPT) as KeptRun | undefined) ?? null; // only `keep` sets it
}
