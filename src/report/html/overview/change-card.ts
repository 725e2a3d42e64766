import type { DifferenceFact } from "../../../domain/insights.ts";
import type { SuiteHead } from "../../../domain/reporter.ts";
import { baselineWords } from "../../words/difference-words.ts";
import { differenceList } from "../pieces/difference-list.ts";
import { escapeHtml } from "../pieces/escape.ts";

/** The change itself is to be seen in a card without scrolling. */
const LOOKS = { isOpen: true, contextChars: 120 } as const;

/** What differs from the baseline, suite by suite: the likely cause, beside the news. Empty when nothing is known to. */
export function changeCard(suites: readonly SuiteHead[]): string {
  const changed = suites.flatMap(({ name, insights }) => {
    const baseline = insights?.baseline;
    return baseline === undefined || baseline.differences.length === 0 ? [] : [{ name, baseline }];
  });
  if (changed.length === 0) return "";
  const parts = changed.map(({ name, baseline }) => {
    const whose = suites.length > 1 ? `<strong>${escapeHtml(name, 200)}</strong>, ` : "";
    return `<p class="quiet small">${whose}since ${escapeHtml(baselineWords(baseline))}</p>${differenceList(causesFirst(baseline.differences), LOOKS)}`;
  });
  return `<section class="card" aria-labelledby="changed"><h2 id="changed">What changed</h2>${parts.join("\n")}</section>`;
}

const CAUSES: readonly DifferenceFact["what"][] = [
  "prompt",
  "model",
  "served model",
  "settings",
  "checks",
  "cases",
  "arm",
];

/** What may have made the difference before what went along with it. */
function causesFirst(differences: readonly DifferenceFact[]): DifferenceFact[] {
  const rank = ({ what }: DifferenceFact): number => (CAUSES.includes(what) ? CAUSES.indexOf(what) : CAUSES.length);
  return differences.toSorted((a, b) => rank(a) - rank(b));
}
