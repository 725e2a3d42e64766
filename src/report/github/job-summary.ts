import type { ReportHead } from "../../domain/reporter.ts";
import type { TrialRecord } from "../../domain/records.ts";
import { markdownReport } from "../markdown.ts";
import { bytes } from "../markdown/document.ts";

/** GitHub drops a step's whole summary when it is over 1 MiB. */
const LIMIT_BYTES = 900 * 1024;
const MAX_NOTES = 500;

/** What to append to the file GITHUB_STEP_SUMMARY: the Markdown report, within a step's limit. */
export function jobSummary(head: ReportHead, trials: (suite: number) => AsyncIterable<TrialRecord>): Promise<string> {
  return markdownReport(head, trials, { limit: LIMIT_BYTES, measure: bytes }, MAX_NOTES);
}
