import { formatPercent } from "../../../base/figures.ts";
import type { ArmSummary } from "../../../domain/formats/records.ts";
import { escapeHtml } from "./escape.ts";

/** The pass rates of some arms: the only one, or the lowest and the highest. */
export function rateRange(arms: readonly ArmSummary[]): string {
  const rates = arms.map((arm) => arm.pass_rate.value).filter((value) => value !== null);
  if (rates.length === 0) return "–";
  const [low, high] = [Math.min(...rates), Math.max(...rates)];
  return escapeHtml(low === high ? formatPercent(low) : `${formatPercent(low)} – ${formatPercent(high)}`);
}
