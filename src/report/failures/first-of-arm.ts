import type { TrialRecord } from "../../domain/formats/records.ts";

/** The case of a group to look at first on one arm. */
export interface FirstOfArm {
  readonly caseId: string;
  /** Did it pass on the baseline? Such a case goes before one that did not. */
  readonly isRegressed: boolean;
  /** Its place among the trials of its kind. */
  readonly at: number;
}

/** Keeps the first case of each arm, and the first one that regressed in its stead. */
export function noteFirst(
  firsts: Map<string, FirstOfArm>,
  { case: caseId, arm }: Pick<TrialRecord, "case" | "arm">,
  { isRegressed, at }: Pick<FirstOfArm, "isRegressed" | "at">,
): void {
  const known = firsts.get(arm);
  if (known === undefined || (isRegressed && !known.isRegressed)) firsts.set(arm, { caseId, isRegressed, at });
}
