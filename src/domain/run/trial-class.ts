import type { TrialRecord } from "../formats/records.ts";

/** What became of a trial, in one word. Refusals and truncations are answers: they are completed, and mostly failed. */
export type TrialClass = "passed" | "failed" | "undecided" | "errored" | "skipped";

/** The class of a trial; a completed one without a verdict counts as undecided, never as passed. */
export function classOf({ status, verdict }: Pick<TrialRecord, "status" | "verdict">): TrialClass {
  if (status !== "completed") return status;
  if (verdict === "pass") return "passed";
  return verdict === "fail" ? "failed" : "undecided";
}
