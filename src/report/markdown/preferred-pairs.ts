import { reportWords } from "../../domain/diagnostics/report-words.ts";
import type { PreferenceInsight, ShownPairInsight } from "../../domain/insights.ts";
import type { SuiteHead } from "../../domain/reporter.ts";
import { clip } from "../../base/inert.ts";
import { PAIR_MARKS } from "../judged/preference-words.ts";
import { quotedParts } from "../judged/quoted-parts.ts";
import { fold, type Piece } from "./document.ts";
import { markdownCode, markdownText, preformatted } from "./escape.ts";

const ANSWER_CHARS = 1_000;
const MAX_PAIRS = 20;

/** Pairs that a judge compared: both answers side by side, with what it quoted marked in them. */
export function preferredPairs(suite: SuiteHead, foldChars: number): Piece[] {
  return (suite.insights?.preferences ?? []).flatMap((insight) => {
    const parts = insight.pairs.slice(0, MAX_PAIRS).map((pair) => pairText(pair, insight));
    if (parts.length === 0) return [];
    const sides = `${markdownText(insight.candidate)} against ${markdownText(insight.baseline)}`;
    const title = `<details><summary>${markdownText(suite.name)}: pairs of answers, ${sides}</summary>`;
    return [{ noun: "list of pairs", rank: 5, text: fold(title, parts, foldChars) }];
  });
}

function pairText(pair: ShownPairInsight, { baseline, candidate }: PreferenceInsight): string {
  const mark = PAIR_MARKS[pair.outcome];
  const words = reportWords("pair-outcome", { outcome: pair.outcome });
  const cell = (text: string): string => `<td valign="top"><pre>${markedText(text, pair.evidence)}</pre></td>`;
  const head = `<tr><th>${markdownText(baseline)}</th><th>${markdownText(candidate)}</th></tr>`;
  const table = `<table>${head}<tr>${cell(pair.baseline)}${cell(pair.candidate)}</tr></table>`;
  return `${mark} ${markdownCode(pair.case)}, trial ${pair.trial}: ${words}. ${markdownText(pair.reason, 400)}\n\n${table}`;
}

/** GitHub keeps no `<mark>`: what is quoted stands in bold. A blank line would end the table. */
function markedText(text: string, evidence: readonly string[]): string {
  const parts = quotedParts(clip(text, ANSWER_CHARS), evidence).map((part) => {
    const escaped = preformatted(part.text);
    return part.isQuoted ? `<b>${escaped}</b>` : escaped;
  });
  return parts.join("").replaceAll("\n", "&#10;");
}
