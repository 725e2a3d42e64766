import { shortArmNames } from "../../../words/arm-names.ts";
import type { PageComparison, PageSuite } from "../../page-data.ts";

/** A case that went another way than in what its arm is compared with. */
export type Flip = "regressed" | "improved";

type Compared = Pick<PageSuite, "comparisons" | "arms">;

const SINCE_BASELINE = "since the baseline";
/** More are not named one by one. */
const MAX_NAMED = 2;

/** What a suite's arms are held against: the baseline where there is one, else one another. Only against that do cases flip. */
export function standardComparisons({ comparisons }: Pick<Compared, "comparisons">): readonly PageComparison[] {
  const held = comparisons.filter(({ against }) => against === "baseline");
  return held.length > 0 ? held : comparisons;
}

/**
 * A flip, and against what: "improved since the baseline", "regressed on short or plain". `arm`: of this one alone; null for
 * all. Raw text.
 */
export function flipText(flip: Flip, suites: readonly Compared[], arm: string | null = null): string {
  const standards = [...new Set(suites.flatMap((suite) => standardsOf(flip, suite, arm)))];
  if (standards.length === 0) return flip;
  if (standards.length <= MAX_NAMED) return `${flip} ${standards.join(" or ")}`;
  return `${flip} ${standards.includes(SINCE_BASELINE) ? `${SINCE_BASELINE} or ` : ""}on another arm`;
}

/** What some of the cases went that way against. */
function standardsOf(flip: Flip, suite: Compared, arm: string | null): string[] {
  const names = shortArmNames(suite.arms);
  return standardComparisons(suite)
    .filter((one) => one[flip].length > 0 && (arm === null || one.candidate === arm))
    .map(({ against, baseline }) =>
      against === "baseline" ? SINCE_BASELINE : `on ${names.get(baseline) ?? baseline}`,
    );
}
