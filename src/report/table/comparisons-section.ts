import { safeLine } from "../../base/inert.ts";
import type { Style } from "../../base/style.ts";
import type { Comparison } from "../../domain/formats/records.ts";
import { COMPARISON_LOOKS, comparisonJoint, differenceText, pairsText } from "../words/comparison-words.ts";
import { labelled, paragraph } from "./paragraph.ts";

const MAX_COMPARISONS = 20;
const MAX_CASES = 12;

/** Each comparison in words: the difference with its interval, the cases behind it, and which ones changed sides. */
export function comparisonsSection(comparisons: readonly Comparison[], width: number, style: Style): string[] {
  const more = comparisons.length - MAX_COMPARISONS;
  return [
    ...comparisons.slice(0, MAX_COMPARISONS).flatMap((comparison) => comparisonLines(comparison, width, style)),
    ...(more > 0 ? [style("quiet", `… and ${more} more: see --reporter json=FILE`)] : []),
  ];
}

function comparisonLines(comparison: Comparison, width: number, style: Style): string[] {
  const { mark, tone } = COMPARISON_LOOKS[comparison.verdict];
  const [is, word, than] = comparisonJoint(comparison);
  const title = `${mark} ${safeLine(comparison.candidate)} ${is}${word}${than}${safeLine(comparison.baseline)}`;
  const layout = { width, indent: 2, labelWidth: 9, style };
  return [
    ...paragraph(title, width, "").map((line) => style(tone, line)),
    ...paragraph(`${safeLine(differenceText(comparison))}; ${pairsText(comparison)}`, width, "  "),
    ...(comparison.regressed.length === 0 ? [] : labelled("regressed", caseList(comparison.regressed), layout)),
    ...(comparison.improved.length === 0 ? [] : labelled("improved", caseList(comparison.improved), layout)),
  ];
}

function caseList(cases: readonly string[]): string {
  const more = cases.length - MAX_CASES;
  const shown = cases.slice(0, MAX_CASES).map((id) => safeLine(id, 80));
  return `${shown.join(", ")}${more > 0 ? ` … and ${more} more` : ""}`;
}
