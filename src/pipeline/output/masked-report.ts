import type { Mask } from "../../base/mask.ts";
import { maskValues } from "../../base/mask-values.ts";
import { TRIAL_TEXTS } from "../../domain/masking/journal-texts.ts";
import { HEAD_TEXTS } from "../../domain/masking/record-texts.ts";
import type { TrialRecord } from "../../domain/formats/records.ts";
import type { ReportHead } from "../../domain/reporter.ts";

/** A report as reporters get it. */
export interface ReadableReport {
  readonly head: ReportHead;
  readonly trials: (suite: number) => AsyncIterable<TrialRecord>;
}

/**
 * The same report with its secrets masked, before any reporter sees it: what reporters write around the values (XML,
 * commands of a runner, JSON) is never looked at, and what they cut is masked already.
 */
export function maskedReport(report: ReadableReport, mask: Mask): ReadableReport {
  return {
    head: maskValues(report.head, mask, HEAD_TEXTS),
    trials: (suite) => maskedTrials(report.trials(suite), mask),
  };
}

async function* maskedTrials(trials: AsyncIterable<TrialRecord>, mask: Mask): AsyncIterable<TrialRecord> {
  for await (const trial of trials) yield maskValues(trial, mask, TRIAL_TEXTS);
}
