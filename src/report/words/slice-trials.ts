import type { SliceSummary } from "../../domain/formats/records.ts";
import type { SuiteHead } from "../../domain/reporter.ts";

/** How many trials of each slice were to be answered: those that the suite skips were not, and count for nothing. */
export function slicesAsked({ insights }: Pick<SuiteHead, "insights">): (slice: SliceSummary) => number {
  const leftOut = new Map(insights?.left_out?.map(({ tag, arm, trials }) => [JSON.stringify([tag, arm]), trials]));
  return ({ tag, arm, trials }) => trials - (leftOut.get(JSON.stringify([tag, arm])) ?? 0);
}
