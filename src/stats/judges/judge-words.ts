import { formatPercent, plural } from "../../base/figures.ts";
import type { CorrectedRate } from "./corrected-rate.ts";
import type { DecidedTrials } from "./hanging-trials.ts";
import { groupsOfArm, type KnownJudge } from "./judge-book.ts";
import type { DrawnGroup } from "./label-groups.ts";
import { rightOf, wrongOf } from "./label-counts.ts";
import { minutesFor, type MoreLabels, moreLabels, WANTED_REACH } from "./more-labels.ts";

/** How a rate was put right, in words. */
export function correctionWords(method: CorrectedRate["method"]): string {
  return method === "judge-strata"
    ? "by labels of this very run"
    : "by error rates measured on labels of other answers";
}

/** "40 passed and 12 failed trials hang": what hangs on a judge; null where nothing does. */
export function decidedWords({ passed, failed }: DecidedTrials): string | null {
  const parts = [...(passed > 0 ? [`${passed} passed`] : []), ...(failed > 0 ? [`${failed} failed`] : [])];
  if (parts.length === 0) return null;
  return passed + failed === 1 ? `${parts.join("")} trial hangs` : `${parts.join(" and ")} trials hang`;
}

/**
 * "label about 80 answers, about 40 minutes: `prompt-run label RUN --judge polite`": what makes an unmeasured judge count, of
 * which half falls into the test half; null where other than labels is missing.
 */
export function unblockWords(judge: KnownJudge): string | null {
  const { name, cells, require, standing, unjudged, stale, labelCommand } = judge;
  if (require === null || standing.status !== "unmeasured" || unjudged + stale > 0) return null;
  const lacking = Math.max(0, require.right - rightOf(cells)) + Math.max(0, require.wrong - wrongOf(cells));
  if (lacking === 0) return null;
  const labels = 2 * lacking;
  return `label about ${plural(labels, "answer")}, about ${plural(minutesFor(labels), "minute")}: \`${labelCommand ?? `prompt-run label RUN --judge ${name}`}\``;
}

/**
 * "40 more labels, about 20 minutes, bring ± 5 points"; null where labels cannot narrow it further. `answers`: those that there
 * are to label; absent: not known. More labels than answers cannot be taken, and that is said.
 */
export function moreLabelsText(judge: KnownJudge, arm: string, judgedShare: number, answers?: number): string | null {
  const largest = largestGroup(groupsOfArm(judge, arm));
  const more = moreLabels(largest ?? { strata: {}, isSameJudge: true }, judgedShare);
  return moreLabelsWords(more, { of: "", ...(answers === undefined ? {} : { answers }) });
}

/** The same of a plan; `of` stands behind "labels": " an arm". */
export function moreLabelsWords(
  { labels, minutes }: MoreLabels,
  { of, answers }: { readonly of: string; readonly answers?: number },
): string | null {
  // Half of what is labelled is the test half, which alone counts here.
  const all = 2 * labels;
  if (labels === 0) return null;
  const beyond =
    answers !== undefined && all > answers
      ? `, more than the ${plural(answers, "answer")} judged here: label those of several runs, or add cases`
      : "";
  return `${plural(all, "more label")}${of}, about ${plural(2 * minutes, "minute")}, bring ± ${formatPercent(WANTED_REACH).replace(".0%", "")} points${beyond}`;
}

/** The group with the most labelled cases. */
export function largestGroup(groups: readonly DrawnGroup[]): DrawnGroup | undefined {
  return [...groups].sort((a, b) => sizeOf(b) - sizeOf(a))[0];
}

function sizeOf({ strata }: DrawnGroup): number {
  return Object.values(strata).reduce((sum, { units }) => sum + units.cases, 0);
}
