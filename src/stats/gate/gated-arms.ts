import type { PassRateGate } from "../../domain/suite.ts";

/** The arms that a gate judges. */
export function gatedArms(gate: PassRateGate, ids: readonly string[]): readonly string[] {
  return gate.arms ?? ids;
}
