import type { DifferenceFact } from "../../../domain/insights.ts";
import type { SuiteHead } from "../../../domain/reporter.ts";
import { baselineWords, differenceWords, heldWords, unexplainedByBaseline } from "../../words/difference-words.ts";
import { escapeHtml, sentenceHtml } from "./escape.ts";
import { textDiff } from "./text-diff.ts";

/** A prompt's change of which no more than this is shown is unfolded where there is a place for it. */
const SHORT_CHARS = 3_000;

/** What the run was held against, and what differs. */
export function baselineSection(suite: SuiteHead): string {
  const baseline = suite.insights?.baseline;
  if (baseline === undefined) return "";
  const title = `${heldWords(suite)} ${escapeHtml(baselineWords(baseline))}`;
  const { differences } = baseline;
  return differences.length === 0
    ? `<p>${title}; ${unexplainedByBaseline(suite)}.</p>`
    : `<p>${title}; what differs:</p>${differenceList(differences)}`;
}

/** How differences are listed. */
export interface DifferenceLooks {
  /** The first change of a prompt is unfolded, unless it is long. */
  readonly isOpen?: boolean;
  /** How much is shown about a change, in characters: less where there is less room. */
  readonly contextChars?: number;
}

/** Differences as a list, each prompt's changes marked by words and folded: once, where several arms send the prompt. */
export function differenceList(
  differences: readonly DifferenceFact[],
  { isOpen = false, contextChars }: DifferenceLooks = {},
): string {
  const firstText = differences.findIndex(({ before }) => before !== undefined);
  const items = differences.map((fact, index) => {
    const isTold = differences.slice(0, index).some((other) => isSameChange(other, fact));
    return differenceItem(fact, { isTold, isOpen: isOpen && index === firstText, contextChars });
  });
  return `<ul class="differences">${items.join("\n")}</ul>`;
}

function isSameChange(a: DifferenceFact, b: DifferenceFact): boolean {
  return a.before !== undefined && a.before === b.before && a.after === b.after;
}

interface ItemLooks {
  readonly isTold: boolean;
  /** Unless it is long. */
  readonly isOpen: boolean;
  readonly contextChars: number | undefined;
}

function differenceItem(fact: DifferenceFact, { isTold, isOpen, contextChars }: ItemLooks): string {
  const words = sentenceHtml(differenceWords(fact));
  const { before, after, sentence } = fact;
  if (before === undefined || after === undefined) return `<li>${words}</li>`;
  if (isTold) return `<li>${words}: the same change</li>`;
  const diff = textDiff(sentence, before, after, contextChars);
  const open = isOpen && diff.replaceAll(/<[^>]*>/g, "").length <= SHORT_CHARS ? " open" : "";
  return `<li><details${open}><summary>${words}</summary>${diff}</details></li>`;
}
