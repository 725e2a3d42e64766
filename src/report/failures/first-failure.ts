import type { SuiteHead } from "../../domain/reporter.ts";
import { worstArmFirst } from "../rows/worst-arms-first.ts";
import type { FirstFailure } from "../words/next/next-steps.ts";
import type { FailureDigest, FailureList } from "./failure-digest.ts";

/**
 * The case to try first, and its arm: of the arm that misses the gate most (where none does: that lost most against the baseline),
 * of the check that most trials fail, and one that passed on the baseline before one that did not. Null when nothing failed.
 */
export function firstFailureOf({ failed, undecided, errored }: FailureDigest, suite: SuiteHead): FirstFailure | null {
  const byArm = worstArmFirst(suite);
  for (const list of [failed, undecided, errored]) {
    const [first] = candidatesOf(list).sort(
      (a, b) =>
        byArm(a.arm, b.arm) || a.group - b.group || Number(b.isRegressed) - Number(a.isRegressed) || a.at - b.at,
    );
    if (first !== undefined) return { file: suite.file, arms: suite.arms, caseId: first.caseId, arm: first.arm };
  }
  return null;
}

function candidatesOf({ groups }: FailureList) {
  return groups.flatMap(({ firsts }, group) => [...firsts].map(([arm, first]) => ({ ...first, arm, group })));
}
