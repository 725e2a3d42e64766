import type { Ceilings, OpenAdmission } from "../../domain/run/admission.ts";
import type { Budget } from "../../domain/run/budget.ts";
import type { Picodollars } from "../../domain/values/money.ts";
import { BucketAdmission } from "./admission.ts";
import { type BudgetCaps, LocalBudget } from "./local-budget.ts";

/** What a run may take, and who says so. */
export interface RunLimits {
  /** HTTP attempts in flight, over all suites. */
  readonly concurrency: number;
  /** By suite index; null: only the run's. */
  readonly suiteConcurrency: readonly (number | null)[];
  /** What all requests are reserved under. It knows what earlier sessions spent. */
  readonly budget: Budget;
  readonly openAdmission: OpenAdmission;
}

/** The same, as it was asked for. */
export interface AskedLimits extends Pick<RunLimits, "concurrency" | "suiteConcurrency"> {
  readonly caps: BudgetCaps;
  /** What the user allows of a bucket, per minute. */
  readonly ceilings: (bucket: string) => Ceilings;
}

/** Who holds a run to what was asked for. `spentBySuite`: what its earlier sessions spent. */
export type OpenLimits = (asked: AskedLimits, spentBySuite?: readonly Picodollars[]) => RunLimits;

/** This process alone. */
export const localLimits: OpenLimits = ({ concurrency, suiteConcurrency, caps, ceilings }, spentBySuite) => ({
  concurrency,
  suiteConcurrency,
  budget: new LocalBudget(caps, spentBySuite),
  openAdmission: (bucket, nowMs) => new BucketAdmission(ceilings(bucket), nowMs),
});
