import type { SuiteHead } from "../../domain/reporter.ts";
import type { FirstFailure } from "../words/next/next-steps.ts";
import type { FailureDigest } from "./failure-digest.ts";

/** The case to try first: of the check that most trials fail. Null when nothing failed. */
export function firstFailureOf(digest: FailureDigest, suite: SuiteHead): FirstFailure | null {
  const failed = [...digest.failed.groups, ...digest.undecided.groups, ...digest.errored.groups]
    .flatMap(({ shown }) => shown)
    .at(0);
  const [arm] = failed?.variants.flatMap(({ trials }) => [...trials.keys()]) ?? [];
  if (failed === undefined || arm === undefined) return null;
  return { file: suite.file, arms: suite.arms, caseId: failed.id, arm };
}
