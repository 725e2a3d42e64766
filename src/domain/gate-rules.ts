import type { PassRateGate } from "./suite.ts";

/** The rules that hold one number of an arm against a limit. */
export type ArmRule = Exclude<
  { [Key in keyof PassRateGate]: PassRateGate[Key] extends number | null ? Key : never }[keyof PassRateGate],
  "confidence"
>;

/** What a rule looks at: whether answers are right, or what they cost and how long they take. */
export type LooksAt = "answers" | "spending";

/** The rules on the answers themselves, all but caps: at a limit of 0 they ask nothing. */
export type AnswerRule = Exclude<ArmRule, `max${string}`>;

const LOOKS_AT: { readonly [Rule in ArmRule]: Rule extends AnswerRule ? "answers" : "spending" } = {
  passRate: "answers",
  casePassRate: "answers",
  meanScore: "answers",
  maxCostUsd: "spending",
  maxCostPerTrialUsd: "spending",
  maxP95LatencyMs: "spending",
};
// The keys of a literal of that type.
const ARM_RULES = Object.keys(LOOKS_AT) as readonly ArmRule[];

/** What the rules that a gate asks of an arm come to, in their order. */
export function askedOf<Ruled>(
  gate: PassRateGate,
  rules: Readonly<Record<ArmRule, (limit: number) => Ruled>>,
): Ruled[] {
  return ARM_RULES.flatMap((key) => {
    const limit = gate[key];
    return limit === null ? [] : [rules[key](limit)];
  });
}

/** What each rule of a gate looks at, one entry a rule; empty: the gate names none, and asks that every trial passes. */
export function rulesAsked(gate: PassRateGate): LooksAt[] {
  const others = [...Object.keys(gate.byTag), ...Object.keys(gate.byJudge), ...(gate.notWorseThan === null ? [] : [0])];
  const ofArms = ARM_RULES.filter((key) => gate[key] !== null).map((key) => LOOKS_AT[key]);
  return [...ofArms, ...others.map(() => "answers" as const)];
}
