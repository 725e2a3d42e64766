import type { ArmSummary, GateVerdict } from "../../domain/formats/records.ts";
import type { SuiteHead } from "../../domain/reporter.ts";
import { missOf } from "../words/news.ts";
import { armVerdict, rankOf } from "./arm-verdict.ts";

/** An arm with the worst of the gate's rules on it; null: none is. */
export interface RankedArm {
  readonly arm: ArmSummary;
  readonly verdict: GateVerdict | null;
}

/**
 * The arms of a suite in the order of every screen: of one that did not pass its gate those first that miss it most, else as
 * they are written.
 */
export function worstArmsFirst(suite: SuiteHead): RankedArm[] {
  const arms = suite.arms.map((arm) => ({ arm, verdict: armVerdict(arm, suite) }));
  if (!isTold(suite)) return arms;
  return arms.toSorted((a, b) => rankOf(a.verdict) - rankOf(b.verdict) || missBy(b, suite) - missBy(a, suite));
}

/** Are there verdicts on its arms to tell? */
export function isTold({ gate, verdict }: SuiteHead): boolean {
  return gate.verdict !== null && verdict !== "pass";
}

/** By how much an arm misses the rules that failed it; arms that pass keep their order. */
function missBy({ arm, verdict }: RankedArm, { gate }: SuiteHead): number {
  if (verdict !== "fail") return 0;
  return Math.max(0, ...gate.rules.filter((rule) => rule.arm === arm.id && rule.verdict === "fail").map(missOf));
}
