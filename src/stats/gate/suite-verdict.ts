import type { GateVerdict, RunVerdict } from "../../domain/formats/records.ts";
import type { RunState } from "../evidence.ts";

/** What a suite's verdict depends on beside its gate. */
export interface SuiteStanding {
  /** Null for `gate: none`. */
  readonly gate: GateVerdict | null;
  readonly state: RunState;
  /** Trials with a verdict. */
  readonly decided: number;
  /** Errored and skipped trials, those left out on purpose excepted. */
  readonly unanswered: number;
}

/**
 * A suite's verdict. An interruption, a spent budget or a pending batch counts for the suites that miss answers by it; the
 * order is that of the exit codes (docs/errors.md). A part of a plan has no verdict of its own. Without a gate every verdict is welcome, but a missing one is not: `incomplete`.
 */
export function suiteVerdict({ gate, state, decided, unanswered }: SuiteStanding): RunVerdict {
  const isShort = unanswered > 0;
  if (isShort && state.interrupted) return "interrupted";
  if (gate === "fail") return "fail";
  if (isShort && state.overBudget) return "over_budget";
  if (isShort && state.pending) return "pending";
  if (state.partial === true) return "partial";
  if (gate !== null) return gate;
  return decided === 0 || isShort ? "incomplete" : "pass";
}
