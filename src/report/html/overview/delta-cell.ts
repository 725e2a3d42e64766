import { formatPoints } from "../../../base/figures.ts";
import type { Comparison } from "../../../domain/formats/records.ts";
import { COMPARISON_LOOKS, markMeaning, shortPoints } from "../../words/comparison-words.ts";
import { escapeHtml } from "../pieces/escape.ts";

/**
 * "▼ −31.7 (−46 to −17)": how far an arm is from what it is compared with, in points of the pass rate, with its interval.
 * Empty where nothing is known of that. `other`: what to call the other side where it is another arm; null where that is said.
 */
export function deltaCell(comparison: Comparison | null, other: string | null, isJudged = false): string {
  if (comparison === null || comparison.difference.value === null) return "";
  const { value, low, high, level } = comparison.difference;
  const { mark, tone: look } = COMPARISON_LOOKS[comparison.verdict];
  const tone = isJudged ? "unsure" : look;
  const judged = isJudged ? ' <span class="unsure small">as judged</span>' : "";
  const interval =
    low === null || high === null
      ? ""
      : ` <span class="quiet small" title="${Math.round(level * 100)}% interval">${shortPoints(low)} to ${shortPoints(high)}</span>`;
  const against =
    comparison.against === "baseline" || other === null
      ? ""
      : ` <span class="quiet small">vs ${escapeHtml(other, 60)}</span>`;
  const meaning = markMeaning(comparison);
  const said = `<span class="unseen">${meaning}, points: </span>`;
  return `<span class="delta"><strong class="${tone}" title="${meaning}"><span aria-hidden="true">${mark}</span> ${said}${formatPoints(value)}</strong>${interval}${against}${judged}</span>`;
}
