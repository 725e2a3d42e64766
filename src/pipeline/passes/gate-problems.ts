import { said } from "../../domain/diagnostics/said.ts";
import type { PassRateGate, Suite } from "../../domain/suite.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";

/** What is legal in a gate and easily taken for more than it is. */
export function gateProblems({ file, gate }: Pick<Suite, "file" | "gate">): Diagnostic[] {
  if (gate.kind !== "rules" || !ignoresAnswers(gate)) return [];
  const place = { kind: "node", file, pointer: ["gate"], at: "key" } as const;
  return [{ severity: "warning", place, ...said("gate-ignores-answers") }];
}

/** Has the gate rules, but only of what answers cost or how long they take? One without any asks that every trial passes. */
export function ignoresAnswers(gate: PassRateGate): boolean {
  const { passRate, casePassRate, meanScore, notWorseThan, byTag } = gate;
  const ofAnswers = [passRate, casePassRate, meanScore, notWorseThan].some((rule) => rule !== null);
  const ofCosts = [gate.maxCostUsd, gate.maxCostPerTrialUsd, gate.maxP95LatencyMs].some((rule) => rule !== null);
  return ofCosts && !ofAnswers && Object.keys(byTag).length + Object.keys(gate.byJudge).length === 0;
}
