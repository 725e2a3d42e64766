import type { TrialRecord } from "../../../domain/formats/records.ts";
import type { TrialId } from "../../../domain/run/trial.ts";
import type { Gate } from "../../../domain/suite.ts";
import type { CheckedSuite } from "../../passes/preflight.ts";
import type { PlanStream } from "../../passes/plan-stream.ts";

const ROUNDING = 1e-12;

/** Watches what arms have lost for certain. */
export interface GateWatch {
  /** Takes a record in; false from the first one on that leaves its arm's gate no way to pass. */
  canPass(trial: TrialId, record: TrialRecord): boolean;
}

/**
 * Can an arm's gate still pass? A failed trial takes its share of its case from the pass rate, whatever the trials to come say.
 * Only the default gate and `pass_rate` can be lost before the end.
 */
export function watchGates(suites: readonly CheckedSuite[], stream: Pick<PlanStream, "caseOf">): GateWatch {
  const lost = new Map<string, number>();
  return {
    canPass(trial, record) {
      const suite = suites[trial.suite];
      if (suite === undefined) return true;
      const limit = passRateLimit(suite.loaded.suite.gate, trial.armId);
      const key = `${trial.suite} ${trial.armId}`;
      const isLost = record.verdict === "fail" && !record.quarantined;
      const share = isLost ? 1 / stream.caseOf(trial).planned.trials : 0;
      const sum = (lost.get(key) ?? 0) + share;
      lost.set(key, sum);
      return limit === null || (suite.cases - sum) / suite.cases >= limit - ROUNDING;
    },
  };
}

/** The pass rate that a gate asks of an arm, 0..1; null when it asks for none. */
export function passRateLimit(gate: Gate, arm: string): number | null {
  if (gate.kind === "none") return null;
  if (gate.kind === "default") return 1;
  if (gate.arms !== null && !gate.arms.includes(arm)) return null;
  return gate.passRate;
}
