import { reportWords } from "../../../domain/diagnostics/report-words.ts";
import type { ShownPairInsight } from "../../../domain/insights.ts";
import type { Comparison } from "../../../domain/formats/records.ts";
import type { SuiteHead } from "../../../domain/reporter.ts";
import { PAIR_MARKS, pairsOf, preferenceText } from "../../judged/preference-words.ts";
import { quotedParts } from "../../judged/quoted-parts.ts";
import { escapeHtml } from "../pieces/escape.ts";

const MAX_CHARS = 4_100;

/** What a judge of pairs said of two arms; folded: pairs with both answers side by side, what it quoted marked in them. */
export function preferencePart(suite: SuiteHead, comparison: Comparison): string {
  const { preference } = comparison;
  if (preference === undefined) return "";
  const insight = pairsOf(suite, comparison);
  const sentence = `<p class="preference">${escapeHtml(preferenceText(preference, insight))}</p>`;
  const pairs = insight?.pairs ?? [];
  if (pairs.length === 0) return sentence;
  const items = pairs.map((pair) => pairItem(pair, comparison)).join("\n");
  return `${sentence}<details class="pairs"><summary>${pairs.length} of ${insight?.asked ?? pairs.length} pairs, side by side</summary>${items}</details>`;
}

function pairItem(pair: ShownPairInsight, { baseline, candidate }: Comparison): string {
  const mark = PAIR_MARKS[pair.outcome];
  const words = reportWords("pair-outcome", { outcome: pair.outcome });
  const side = (name: string, text: string, isWinner: boolean): string =>
    `<div><h5>${escapeHtml(name, 200)}${isWinner ? " <b>preferred</b>" : ""}</h5>${answerText(name, text, pair.evidence)}</div>`;
  return [
    `<section class="pair"><p>${mark} <bdi>${escapeHtml(pair.case, 200)}</bdi>, trial ${pair.trial}: ${escapeHtml(words)}</p>`,
    `<p class="quiet" dir="auto">${escapeHtml(pair.reason, 600)}</p>`,
    `<div class="pair-sides">${side(baseline, pair.baseline, pair.outcome === "baseline")}${side(candidate, pair.candidate, pair.outcome === "candidate")}</div></section>`,
  ].join("");
}

// Focusable, so that a keyboard can scroll it.
function answerText(name: string, text: string, evidence: readonly string[]): string {
  const parts = quotedParts(text, evidence).map((part) => {
    const escaped = escapeHtml(part.text, MAX_CHARS);
    return part.isQuoted ? `<mark>${escaped}</mark>` : escaped;
  });
  const content = text === "" ? '<span class="quiet">(empty)</span>' : parts.join("");
  const label = escapeHtml(`Answer of ${name}`, 200);
  return `<div class="text"><pre tabindex="0" role="group" aria-label="${label}" dir="auto">${content}</pre></div>`;
}
