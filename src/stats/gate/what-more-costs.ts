import { formatCount, formatUsd } from "../../base/figures.ts";
import type { Risk } from "../paired/power.ts";

/** The power that advice is given for: 4 times in 5. */
export const USUAL_POWER = 0.8;

/** One-sided at `alpha`, at the usual power. */
export function oneSided(alpha: number): Risk {
  return { alpha, sides: 1, power: USUAL_POWER };
}

/** "about 230 cases (≈ $0.42 more a run) …": what a larger suite would cost; the money only where it is known. */
export function moreCases(needed: number, have: number, costPerCaseUsd: number | null): string {
  if (!Number.isFinite(needed)) return "no number of cases would settle it";
  const more = Math.max(0, needed - have);
  const money = costPerCaseUsd === null || more === 0 ? "" : ` (≈ ${formatUsd(more * costPerCaseUsd)} more a run)`;
  return `about ${formatCount(needed)} cases${money} would settle it`;
}
