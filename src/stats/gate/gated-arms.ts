import type { PassRateGate } from "../../domain/suite.ts";

/** The arms that a gate looks at. */
export function gatedArms(gate: PassRateGate, ids: readonly string[]): readonly string[] {
  return gate.arms ?? ids;
}
