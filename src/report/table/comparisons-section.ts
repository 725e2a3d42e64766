import type { Comparison, ComparisonVerdict } from "../../domain/records.ts";
import { formatNumber, formatPoints } from "../figures.ts";
import { safeLine } from "../inert.ts";
import type { Style, Tone } from "../style.ts";
import { labelled, paragraph } from "./paragraph.ts";

const MAX_COMPARISONS = 20;
const MAX_CASES = 12;

const LOOKS: Readonly<
  Record<ComparisonVerdict, { readonly words: string; readonly mark: string; readonly tone: Tone }>
> = {
  better: { words: "better", mark: "▲", tone: "good" },
  worse: { words: "worse", mark: "▼", tone: "bad" },
  not_worse: { words: "not worse", mark: "=", tone: "good" },
  inconclusive: { words: "inconclusive", mark: "?", tone: "unsure" },
};

/** Each comparison in words: the difference with its interval, the cases behind it, and which ones changed sides. */
export function comparisonsSection(comparisons: readonly Comparison[], width: number, style: Style): string[] {
  const more = comparisons.length - MAX_COMPARISONS;
  return [
    ...comparisons.slice(0, MAX_COMPARISONS).flatMap((comparison) => comparisonLines(comparison, width, style)),
    ...(more > 0 ? [style("quiet", `… and ${more} more: see --reporter json=FILE`)] : []),
  ];
}

/** "worse", "not worse", …: a comparison's verdict in words, its mark and tone. */
export function comparisonLooks(verdict: ComparisonVerdict): (typeof LOOKS)[ComparisonVerdict] {
  return LOOKS[verdict];
}

/** "−6.7 points (95% −12.1 to −1.3), p 0.012": the difference of pass rates, candidate minus baseline. */
export function differenceText(comparison: Comparison): string {
  const { value, low, high, level } = comparison.difference;
  if (value === null) return "difference unknown";
  const interval =
    low === null || high === null ? "" : ` (${level * 100}%: ${formatPoints(low)} to ${formatPoints(high)})`;
  const p = comparison.p_adjusted ?? comparison.p_value;
  const test = comparison.test === null ? "" : ` ${comparison.test}`;
  return `${formatPoints(value)} points${interval}${p === null ? "" : `, p ${formatNumber(p)}${test}`}`;
}

/** "30 cases: both pass 20, only the baseline 5, …": the table of pairs, where there is one. */
export function pairsText(comparison: Comparison): string {
  const {
    cases,
    both_pass: both,
    only_baseline_passes: lost,
    only_candidate_passes: won,
    neither_passes: none,
  } = comparison;
  const counted = `${cases} ${cases === 1 ? "case" : "cases"}`;
  const unpaired = comparison.unpaired.baseline.length + comparison.unpaired.candidate.length;
  const alone = unpaired === 0 ? "" : `; ${unpaired} without a partner`;
  if (both === null || lost === null || won === null || none === null) return `${counted}${alone}`;
  return `${counted}: both pass ${both}, only baseline ${lost}, only candidate ${won}, neither ${none}${alone}`;
}

function comparisonLines(comparison: Comparison, width: number, style: Style): string[] {
  const { words, mark, tone } = LOOKS[comparison.verdict];
  const baseline = comparison.against === "baseline" ? "the baseline's " : "";
  const title = `${mark} ${safeLine(comparison.candidate)} is ${words} against ${baseline}${safeLine(comparison.baseline)}`;
  const cost = comparison.cost_ratio === null ? "" : `; cost ×${formatNumber(comparison.cost_ratio)}`;
  const layout = { width, indent: 2, labelWidth: 9, style };
  return [
    ...paragraph(title, width, "").map((line) => style(tone, line)),
    ...paragraph(`${safeLine(differenceText(comparison))}; ${pairsText(comparison)}${cost}`, width, "  "),
    ...(comparison.regressed.length === 0 ? [] : labelled("regressed", caseList(comparison.regressed), layout)),
    ...(comparison.improved.length === 0 ? [] : labelled("improved", caseList(comparison.improved), layout)),
  ];
}

function caseList(cases: readonly string[]): string {
  const more = cases.length - MAX_CASES;
  const shown = cases.slice(0, MAX_CASES).map((id) => safeLine(id, 80));
  return `${shown.join(", ")}${more > 0 ? ` … and ${more} more` : ""}`;
}
