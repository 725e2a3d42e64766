import { clip } from "../../base/inert.ts";
import type { DifferenceFact } from "../../domain/insights.ts";
import type { SuiteHead } from "../../domain/reporter.ts";
import {
  baselineWords,
  DIFF_SIGNS,
  differenceWords,
  heldWords,
  mergedPrompts,
  unexplainedByBaseline,
  textDiff,
} from "../words/difference-words.ts";
import type { Piece } from "./document.ts";
import { fenced, markdownSentence } from "./escape.ts";

const MAX_DIFF_LINES = 100;
const MAX_LINE = 400;

/** What changed since the baseline, folded, the diff of each prompt once. */
export function changePieces(suite: SuiteHead): Piece[] {
  const baseline = suite.insights?.baseline;
  if (baseline === undefined) return [];
  const differences = mergedPrompts(baseline.differences);
  const title = `${suite.name}: ${heldWords(suite).toLowerCase()} ${baselineWords(baseline)}`;
  if (differences.length === 0) {
    return [
      { noun: "baseline", rank: 3, text: `${markdownSentence(`${title}; ${unexplainedByBaseline(suite)}`, 600)}.` },
    ];
  }
  const summary = `<details><summary>${markdownSentence(`What changed. ${title}`, 600)}</summary>`;
  const diffs = differences.flatMap((fact) => diffText(fact) ?? []);
  const text = [summary, differenceList(differences), ...diffs, "</details>"].join("\n\n");
  return [{ noun: "list of changes", rank: 3, text }];
}

/** Differences as a list. */
export function differenceList(differences: readonly DifferenceFact[]): string {
  return differences.map((fact) => `- ${markdownSentence(differenceWords(fact), 600)}`).join("\n");
}

/** The diff of each prompt that changed, folded. */
export function promptDiffs(differences: readonly DifferenceFact[]): Piece[] {
  return mergedPrompts(differences).flatMap((fact) => {
    const diff = diffText(fact);
    if (diff === null) return [];
    const text = `<details><summary>${markdownSentence(fact.sentence)}</summary>\n\n${diff}\n\n</details>`;
    return [{ noun: "prompt diff", rank: 4, text }];
  });
}

/** A prompt's change as a diff with its own colours; null where there is none to show. */
function diffText({ before, after }: DifferenceFact): string | null {
  const diff = before === undefined || after === undefined ? null : textDiff(before, after);
  if (diff === null) return null;
  const lines = diff.slice(0, MAX_DIFF_LINES).map(({ kind, text }) => `${DIFF_SIGNS[kind]} ${clip(text, MAX_LINE)}`);
  const more = diff.length - lines.length;
  return fenced([...lines, ...(more > 0 ? [`… and ${more} more lines`] : [])].join("\n"), "diff");
}
