import type { Reporter } from "../../domain/reporter.ts";
import { markdownReport } from "../markdown/markdown.ts";
import { bytes } from "../markdown/document.ts";

/** GitHub drops a step's whole summary when it is over 1 MiB; a tenth stays free for what other commands of the step add. */
const LIMIT_BYTES = 900 * 1024;
/** Less than this is not worth a summary: its head alone takes as much. */
const LEAST_BYTES = 2 * 1024;
const MAX_NOTES = 500;

/** The Markdown report for the file GITHUB_STEP_SUMMARY, which holds `takenBytes` already: within a step's limit. */
export function jobSummary(takenBytes: number): Reporter {
  return async function* (head, trials, { store, ci }) {
    const limit = LIMIT_BYTES - takenBytes;
    if (limit >= LEAST_BYTES)
      yield await markdownReport(head, trials, {
        budget: { limit, measure: bytes },
        maxCases: MAX_NOTES,
        store: store ?? null,
        ci: ci ?? null,
      });
  };
}
