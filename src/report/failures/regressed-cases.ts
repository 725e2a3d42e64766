import type { SuiteHead } from "../../domain/reporter.ts";

/** Tells of which cases passed on the baseline and do not here, by case and arm. */
export function regressedCases({ comparisons }: SuiteHead): (caseId: string, arm: string) => boolean {
  const regressed = new Map<string, Set<string>>();
  for (const { against, candidate, regressed: cases } of comparisons) {
    if (against !== "baseline") continue;
    regressed.set(candidate, new Set([...(regressed.get(candidate) ?? []), ...cases]));
  }
  return (caseId, arm) => regressed.get(arm)?.has(caseId) ?? false;
}
