import type { DifferenceFact } from "../../../domain/insights.ts";
import type { SuiteHead } from "../../../domain/reporter.ts";
import { baselineWords } from "../../words/difference-words.ts";
import { differenceList } from "../pieces/difference-list.ts";
import { escapeHtml } from "../pieces/escape.ts";

/** The change itself is to be seen in a card without scrolling. */
const LOOKS = { isOpen: true, contextChars: 60 } as const;

/** What differs from the baseline, suite by suite: the likely cause, beside the news. Empty when nothing is known to. */
export function changeCard(suites: readonly SuiteHead[]): string {
  const changed = suites.flatMap(({ name, arms, insights }) => {
    const baseline = insights?.baseline;
    if (baseline === undefined || baseline.differences.length === 0) return [];
    const differences = causesFirst(baseline.differences).map((fact) => (arms.length === 1 ? withoutArm(fact) : fact));
    return [{ name, baseline, differences }];
  });
  if (changed.length === 0) return "";
  const [only] = suites.length === 1 ? changed : [];
  const since =
    only === undefined ? "" : ` <span class="quiet small">since ${escapeHtml(baselineWords(only.baseline))}</span>`;
  const parts = changed.map(({ name, baseline, differences }) => {
    const words = `<strong>${escapeHtml(name, 200)}</strong>, since ${escapeHtml(baselineWords(baseline))}`;
    const whose = only === undefined ? `<p class="quiet small">${words}</p>` : "";
    return whose + differenceList(differences, LOOKS);
  });
  return `<section class="card" aria-labelledby="changed"><h2 id="changed">What changed${since}</h2>${parts.join("\n")}</section>`;
}

/** "the prompt changed": of a suite's only arm it need not be said whose. */
function withoutArm(fact: DifferenceFact): DifferenceFact {
  return { ...fact, sentence: fact.sentence.replace(` of ${fact.arm ?? ""} `, " ") };
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
