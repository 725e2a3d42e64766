import { rulingWords } from "../../domain/diagnostics/ruling-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { judgeOption } from "../../domain/diagnostics/wording/judge-option.ts";
import type { CorrectedRate } from "./corrected-rate.ts";
import { groupsOfArm, type KnownJudge } from "./judge-book.ts";
import type { DrawnGroup } from "./label-groups.ts";
import { rightOf, wrongOf } from "./label-counts.ts";
import { minutesFor, type MoreLabels, moreLabels, WANTED_REACH } from "./more-labels.ts";

/** How a rate was put right, in words. */
export function correctionWords(method: CorrectedRate["method"]): Sentence {
  return rulingWords(method === "judge-strata" ? "by-own-labels" : "by-other-labels");
}

/**
 * "label about 80 answers, about 40 minutes: `prompt-run label RUN --judge polite`": what makes an unmeasured judge count, of
 * which half falls into the test half; null where other than labels is missing. `answers`: those that the run has, labelled
 * ones among them; absent: not known. Where fewer are left to label, labels alone do not help.
 */
export function unblockWords(judge: KnownJudge, answers?: number): Sentence | null {
  const labels = labelsLacking(judge);
  if (labels === 0) return null;
  const left = answers === undefined ? labels : leftToLabel(judge, answers);
  if (labels > left) return rulingWords("label-beyond", { labels, answers: left });
  const command = judge.labelCommand ?? `prompt-run label RUN ${judgeOption(judge.name)}`;
  return rulingWords("label-answers", { labels, minutes: minutesFor(labels), command });
}

/** How many of a run's answers are not labelled yet. */
export function leftToLabel({ labelledHere = 0 }: KnownJudge, answers: number): number {
  return Math.max(0, answers - labelledHere);
}

/** How many answers more are to be labelled until an unmeasured judge counts, about; 0 where other than labels is missing. */
export function labelsLacking({ cells, require, standing, unjudged, stale }: KnownJudge): number {
  if (require === null || standing.status !== "unmeasured" || unjudged + stale > 0) return 0;
  const lacking = Math.max(0, require.right - rightOf(cells)) + Math.max(0, require.wrong - wrongOf(cells));
  return 2 * lacking;
}

/**
 * "40 more labels, about 20 minutes, bring ± 5 points"; null where labels cannot narrow it further. `answers`: those that there
 * are to label; absent: not known. More labels than answers cannot be taken, and that is said.
 */
export function moreLabelsText(judge: KnownJudge, arm: string, judgedShare: number, answers?: number): Sentence | null {
  const largest = largestGroup(groupsOfArm(judge, arm));
  const more = moreLabels(largest ?? { strata: {}, isSameJudge: true }, judgedShare);
  return moreLabelsWords(more, { perArm: false, ...(answers === undefined ? {} : { answers }) });
}

/** The same of a plan; `perArm`: are they meant for each arm? */
export function moreLabelsWords(
  { labels, minutes }: MoreLabels,
  { perArm, answers }: { readonly perArm: boolean; readonly answers?: number },
): Sentence | null {
  // Half of what is labelled is the test half, which alone counts here.
  const all = 2 * labels;
  if (labels === 0) return null;
  const beyond = answers !== undefined && all > answers ? answers : null;
  return rulingWords("more-labels", { labels: all, minutes: 2 * minutes, reach: WANTED_REACH, perArm, beyond });
}

/** The group with the most labelled cases. */
export function largestGroup(groups: readonly DrawnGroup[]): DrawnGroup | undefined {
  return [...groups].sort((a, b) => sizeOf(b) - sizeOf(a))[0];
}

function sizeOf({ strata }: DrawnGroup): number {
  return Object.values(strata).reduce((sum, { units }) => sum + units.cases, 0);
}
