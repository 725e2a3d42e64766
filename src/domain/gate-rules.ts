import type { PassRateGate } from "./suite.ts";

/** The rules that hold one number of an arm against a limit. */
export type ArmRule = Exclude<
  { [Key in keyof PassRateGate]: PassRateGate[Key] extends number | null ? Key : never }[keyof PassRateGate],
  "confidence"
>;

/** What a rule looks at: whether answers are right, or what they cost and how long they take. */
export type LooksAt = "answers" | "spending";

const ARM_RULES: Readonly<Record<ArmRule, LooksAt>> = {
  passRate: "answers",
  casePassRate: "answers",
  meanScore: "answers",
  maxCostUsd: "spending",
  maxCostPerTrialUsd: "spending",
  maxP95LatencyMs: "spending",
};

/** What each rule of a gate looks at, one entry a rule; empty: the gate names none, and asks that every trial passes. */
export function rulesAsked(gate: PassRateGate): LooksAt[] {
  const others = [...Object.keys(gate.byTag), ...Object.keys(gate.byJudge), ...(gate.notWorseThan === null ? [] : [0])];
  const ofArms = Object.entries(ARM_RULES).filter(([key]) => gate[key as ArmRule] !== null);
  return [...ofArms.map(([, looksAt]) => looksAt), ...others.map(() => "answers" as const)];
}
