import { sumKnown } from "../../base/figures.ts";
import type { ArmSummary } from "../../domain/formats/records.ts";

/** USD of a thousand answered trials of these arms; null where no trial was answered or a cost is not known. */
export function costPerThousand(arms: readonly ArmSummary[]): number | null {
  const cost = sumKnown(arms.map((arm) => arm.cost_usd));
  const answered = arms.reduce((sum, arm) => sum + arm.passed + arm.failed + arm.undecided, 0);
  return cost === null || answered === 0 ? null : (cost / answered) * 1_000;
}
