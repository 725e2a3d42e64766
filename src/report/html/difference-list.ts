import type { DifferenceFact } from "../../domain/insights.ts";
import type { SuiteHead } from "../../domain/reporter.ts";
import { baselineWords, differenceWords, NOTHING_DIFFERS } from "../words/difference-words.ts";
import { escapeHtml } from "./escape.ts";
import { textDiff } from "./text-diff.ts";

/** What the run was held against, and what differs. */
export function baselineSection({ insights }: SuiteHead): string {
  const baseline = insights?.baseline;
  if (baseline === undefined) return "";
  const title = `Held against ${escapeHtml(baselineWords(baseline))}`;
  const { differences } = baseline;
  return differences.length === 0
    ? `<p>${title}; ${NOTHING_DIFFERS}.</p>`
    : `<p>${title}; what differs:</p>${differenceList(differences)}`;
}

/** Differences as a list, each prompt's changes marked by words and folded: once, where several arms send the prompt. */
export function differenceList(differences: readonly DifferenceFact[]): string {
  const items = differences.map((fact, index) => {
    const isTold = differences.slice(0, index).some((other) => isSameChange(other, fact));
    return differenceItem(fact, isTold);
  });
  return `<ul class="differences">${items.join("\n")}</ul>`;
}

function isSameChange(a: DifferenceFact, b: DifferenceFact): boolean {
  return a.before !== undefined && a.before === b.before && a.after === b.after;
}

function differenceItem(fact: DifferenceFact, isTold: boolean): string {
  const words = escapeHtml(differenceWords(fact));
  const { before, after, sentence } = fact;
  if (before === undefined || after === undefined) return `<li>${words}</li>`;
  if (isTold) return `<li>${words}: the same change</li>`;
  return `<li><details><summary>${words}</summary>${textDiff(sentence, before, after)}</details></li>`;
}
