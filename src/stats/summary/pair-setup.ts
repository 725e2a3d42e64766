import { gatedArms } from "../gate/gated-arms.ts";
import { type ArmPair, armPairs } from "./arm-pairs.ts";
import type { BaselineArm } from "../evidence.ts";
import type { SuiteFacts } from "./suite-facts.ts";

/** Which arms are paired: two of the run by index, or one of the run with one of a baseline by the rule of `pairArms`. */
export interface PairSetup {
  readonly armIds: readonly string[];
  readonly runPairs: readonly ArmPair[];
  readonly baselineArms: readonly BaselineArm[];
  /** Candidate → baseline arm. */
  readonly explicitArms: Readonly<Record<string, string>>;
  /** Does anyone look at scores? Absent: no. */
  readonly keepsScores?: boolean;
}

/** The pairs that a suite's `compare`, gate and baseline ask for. */
export function pairSetup(facts: SuiteFacts): PairSetup {
  const armIds = facts.arms.map((arm) => arm.id);
  const wanted = armPairs(facts.arms, facts.compare);
  const further = gatePairs(facts, armIds).filter(
    ({ baseline, candidate }) => !wanted.some((pair) => pair.baseline === baseline && pair.candidate === candidate),
  );
  return {
    armIds,
    runPairs: [...wanted, ...further],
    baselineArms: facts.baseline?.status === "loaded" ? facts.baseline.arms : [],
    keepsScores: facts.gate.kind === "rules" && facts.gate.notWorseThan?.on === "score",
    explicitArms: facts.gate.kind === "rules" ? (facts.gate.notWorseThan?.arms ?? {}) : {},
  };
}

function gatePairs({ gate }: SuiteFacts, ids: readonly string[]): ArmPair[] {
  if (gate.kind !== "rules" || gate.notWorseThan === null) return [];
  const { arm } = gate.notWorseThan;
  const baseline = arm === null ? -1 : ids.indexOf(arm);
  if (baseline < 0) return [];
  return gatedArms(gate, ids).flatMap((id) => {
    const candidate = ids.indexOf(id);
    return candidate === baseline || candidate < 0 ? [] : [{ baseline, candidate }];
  });
}
