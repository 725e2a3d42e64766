import { formatPercent, plural } from "../../base/figures.ts";
import type { CorrectedRate } from "./corrected-rate.ts";
import { groupsOfArm, type KnownJudge } from "./judge-book.ts";
import { moreLabels, WANTED_REACH } from "./more-labels.ts";

/** How a rate was put right, in words. */
export function correctionWords(method: CorrectedRate["method"]): string {
  return method === "judge-strata"
    ? "by labels of this very run"
    : "by error rates measured on labels of other answers";
}

/**
 * "40 more labels, about 20 minutes, bring ± 5 points"; null where labels cannot narrow it further. `judged`: the answers that there
 * are to label; absent: not known. More labels than answers cannot be taken, and that is said.
 */
export function moreLabelsText(judge: KnownJudge, arm: string, judgedShare: number, judged?: number): string | null {
  const groups = groupsOfArm(judge, arm);
  const [largest] = [...groups].sort((a, b) => sizeOf(b) - sizeOf(a));
  const { labels, minutes } = moreLabels(largest ?? { strata: {}, isSameJudge: true }, judgedShare);
  // Half of what is labelled is the test half, which alone counts here.
  const all = 2 * labels;
  if (labels === 0) return null;
  const isBeyond = judged !== undefined && all > judged;
  const beyond = isBeyond
    ? `, more than the ${plural(judged, "answer")} judged here: label those of several runs, or add cases`
    : "";
  return `${plural(all, "more label")}, about ${plural(2 * minutes, "minute")}, bring ± ${formatPercent(WANTED_REACH).replace(".0%", "")} points${beyond}`;
}

function sizeOf({ strata }: KnownJudge["groups"][number]): number {
  return Object.values(strata).reduce((sum, { units }) => sum + units.cases, 0);
}
