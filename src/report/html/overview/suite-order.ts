import type { SuiteHead } from "../../../domain/reporter.ts";
import type { RunVerdict } from "../../../domain/formats/records.ts";

const WORST_FIRST: readonly RunVerdict[] = [
  "fail",
  "interrupted",
  "over_budget",
  "pending",
  "partial",
  "incomplete",
  "inconclusive",
  "pass",
];

/** The suites of a run, those first that did not pass; of equals, as they were planned. */
export function worstFirst<S extends Pick<SuiteHead, "verdict">>(suites: readonly S[]): S[] {
  return suites.toSorted((a, b) => rankOf(a.verdict) - rankOf(b.verdict));
}

function rankOf(verdict: RunVerdict): number {
  const rank = WORST_FIRST.indexOf(verdict);
  return rank < 0 ? WORST_FIRST.length : rank;
}
