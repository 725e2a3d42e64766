import type { Comparison } from "../../../domain/formats/records.ts";
import type { SuiteHead } from "../../../domain/reporter.ts";
import { COMPARISON_LOOKS, differenceText, markLegend, pairsText } from "../../words/comparison-words.ts";
import { caseAddress, escapeHtml } from "../pieces/escape.ts";
import { intervalBar } from "../pieces/interval-bar.ts";
import { preferencePart } from "./pair-list.ts";
import { flipWords } from "../../words/flip-words.ts";

const MAX_CASES = 200;

/** What was compared with what, how it came out, and which cases flipped, each a link to its trials. */
export function comparisonList(suite: SuiteHead): string {
  if (suite.comparisons.length === 0) return "";
  const items = suite.comparisons.map((one) =>
    comparisonItem(one, preferencePart(suite, one) + flippedCases(one, suite.name)),
  );
  const legend = markLegend(suite.comparisons);
  const marks = legend === null ? "" : `<p class="quiet small">${legend}</p>`;
  return `<h4>Comparisons</h4>${marks}<ul class="rules comparisons">${items.join("\n")}</ul>`;
}

/** A comparison as an item of a list, with `more` (HTML) below its figures. */
export function comparisonItem(comparison: Comparison, more: string): string {
  const { words, mark, tone } = COMPARISON_LOOKS[comparison.verdict];
  const whose = comparison.against === "baseline" ? "the baseline’s " : "";
  return [
    `<li><span class="${tone}">${mark} ${words}</span> <div><p><code>${escapeHtml(comparison.candidate)}</code>`,
    ` against ${whose}<code>${escapeHtml(comparison.baseline)}</code></p>`,
    `<p>${differenceBar(comparison)}${escapeHtml(differenceText(comparison))}</p>`,
    `<p class="quiet">${escapeHtml(pairsText(comparison))}</p>`,
    `${more}</div></li>`,
  ].join("");
}

function flippedCases(comparison: Comparison, suite: string): string {
  const { regressed, improved, candidate: arm } = comparison;
  const { lost, won } = flipWords(comparison);
  return caseLinks("▼", lost, { cases: regressed, suite, arm }) + caseLinks("▲", won, { cases: improved, suite, arm });
}

function differenceBar({ difference: { value, low, high } }: Comparison): string {
  if (value === null) return "";
  const reach = Math.max(0.1, ...[value, low ?? 0, high ?? 0].map(Math.abs));
  return `${intervalBar({ value, low, high, from: -reach, to: reach })} `;
}

interface FlippedCases {
  readonly cases: readonly string[];
  readonly suite: string;
  readonly arm: string;
}

function caseLinks(mark: string, word: string, { cases, suite, arm }: FlippedCases): string {
  if (cases.length === 0) return "";
  const links = cases.slice(0, MAX_CASES).map((id) => {
    const address = caseAddress({ suite, case: id, arm });
    return `<a href="${address}"><bdi>${escapeHtml(id, 200)}</bdi></a>`;
  });
  const left = cases.length - links.length;
  return `<p class="flips">${mark} ${cases.length} ${word}: ${links.join(", ")}${left > 0 ? ` … and ${left} more` : ""}</p>`;
}
