import type { TrialRecord } from "../../../domain/formats/records.ts";
import type { TrialId } from "../../../domain/run/trial.ts";
import type { CheckedSuite } from "../../passes/preflight.ts";
import type { PlanStream } from "../../passes/plan-stream.ts";
import { watchGates } from "./gate-watch.ts";

/** Can the run end here, since the gate of the trial's suite can pass no more? */
export function createFailFast(
  suites: readonly CheckedSuite[],
  stream: PlanStream,
): (trial: TrialId, record: TrialRecord) => boolean {
  const gates = watchGates(suites, stream);
  return (trial, record) => !gates.canPass(trial, record);
}
