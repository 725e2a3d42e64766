import type { TrialRecord } from "../../domain/formats/records.ts";
import type { Gate } from "../../domain/suite.ts";
import type { PlannedTrial } from "../../domain/run/trial.ts";
import type { CheckedSuite } from "../passes/preflight.ts";
import type { PlanStream } from "../passes/plan-stream.ts";

/**
 * Can a suite's gate no longer pass? Counts what each arm has lost for certain: a failed trial takes its share of its
 * case from the pass rate, whatever the trials to come say. Only the default gate and `pass_rate` end a run early.
 */
export function createFailFast(
  suites: readonly CheckedSuite[],
  stream: PlanStream,
): (trial: PlannedTrial, record: TrialRecord) => boolean {
  const lost = new Map<string, number>();
  return (trial, record) => {
    const suite = suites[trial.suite];
    if (suite === undefined || record.verdict !== "fail" || record.quarantined) return false;
    const { gate } = suite.loaded.suite;
    if (!isGated(gate, trial.armId)) return false;
    const key = `${trial.suite} ${trial.armId}`;
    const sum = (lost.get(key) ?? 0) + 1 / stream.caseOf(trial).planned.trials;
    lost.set(key, sum);
    return (suite.cases - sum) / suite.cases < limitOf(gate) - 1e-12;
  };
}

function isGated(gate: Gate, arm: string): boolean {
  return gate.kind !== "rules" || gate.arms === null || gate.arms.includes(arm);
}

function limitOf(gate: Gate): number {
  if (gate.kind === "none") return 0;
  return gate.kind === "default" ? 1 : (gate.passRate ?? 0);
}
