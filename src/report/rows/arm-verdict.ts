import type { ArmSummary, GateVerdict } from "../../domain/formats/records.ts";
import type { SuiteHead } from "../../domain/reporter.ts";

const ORDER: readonly (GateVerdict | null)[] = ["fail", "incomplete", "inconclusive", "pass", null];

/** Where a verdict stands among those of other arms, the worst first. */
export function rankOf(verdict: GateVerdict | null): number {
  return ORDER.indexOf(verdict);
}

/** The worst of the gate's rules on this arm; null when none is on it. */
export function armVerdict({ id }: ArmSummary, { gate }: SuiteHead): GateVerdict | null {
  const verdicts = gate.rules.filter(({ arm }) => arm === id).map(({ verdict }) => verdict);
  return ORDER.find((verdict) => verdict !== null && verdicts.includes(verdict)) ?? null;
}
