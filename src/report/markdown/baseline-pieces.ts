import type { DifferenceFact } from "../../domain/insights.ts";
import type { SuiteHead } from "../../domain/reporter.ts";
import { baselineWords, DIFF_SIGNS, differenceWords, NOTHING_DIFFERS, textDiff } from "../words/difference-words.ts";
import type { Piece } from "./document.ts";
import { markdownText, preformatted } from "./escape.ts";

const MAX_DIFF_LINES = 200;

/** What the run was held against and what differs, with the diff of each prompt folded. */
export function baselinePieces(suite: SuiteHead): Piece[] {
  const baseline = suite.insights?.baseline;
  if (baseline === undefined) return [];
  const { differences } = baseline;
  const title = `Held against ${markdownText(baselineWords(baseline))}`;
  if (differences.length === 0) {
    return [{ noun: "baseline", rank: 3, text: `${title}; ${NOTHING_DIFFERS}.` }];
  }
  return [
    { noun: "baseline", rank: 3, text: `${title}; what differs:\n\n${differenceList(differences)}` },
    ...promptDiffs(differences),
  ];
}

/** Differences as a list. */
export function differenceList(differences: readonly DifferenceFact[]): string {
  return differences.map((fact) => `- ${markdownText(differenceWords(fact), 600)}`).join("\n");
}

/** The diff of each prompt that changed, folded. */
export function promptDiffs(differences: readonly DifferenceFact[]): Piece[] {
  return differences.flatMap(({ before, after, sentence }) => {
    const diff = before === undefined || after === undefined ? null : textDiff(before, after);
    if (diff === null) return [];
    const lines = diff.slice(0, MAX_DIFF_LINES).map(({ kind, text }) => preformatted(`${DIFF_SIGNS[kind]} ${text}`));
    const more = diff.length - lines.length;
    const rest = more > 0 ? `\n… and ${more} more lines` : "";
    const text = `<details><summary>${markdownText(sentence)}</summary>\n\n<pre>${lines.join("\n")}${rest}</pre>\n\n</details>`;
    return [{ noun: "prompt diff", rank: 4, text }];
  });
}
