import type { DifferenceFact } from "../../domain/insights.ts";
import type { SuiteHead } from "../../domain/reporter.ts";
import { baselineWords, differenceWords, NOTHING_DIFFERS } from "../difference-words.ts";
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

/** Differences as a list, each prompt's changes marked by words and folded. */
export function differenceList(differences: readonly DifferenceFact[]): string {
  return `<ul class="differences">${differences.map(differenceItem).join("\n")}</ul>`;
}

function differenceItem(fact: DifferenceFact): string {
  const words = escapeHtml(differenceWords(fact));
  const { before, after, sentence } = fact;
  if (before === undefined || after === undefined) return `<li>${words}</li>`;
  return `<li><details><summary>${words}</summary>${textDiff(sentence, before, after)}</details></li>`;
}
