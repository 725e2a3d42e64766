import type { ArmSummary, GateVerdict } from "../../domain/formats/records.ts";
import type { SuiteHead } from "../../domain/reporter.ts";
import { lossesOf } from "../words/flip-words.ts";
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
  const arms = rankedArms(suite);
  return isTold(suite) ? arms.toSorted((a, b) => byMiss(a, b, suite)) : arms;
}

/** Orders arms, by their ids, as to which one is to be looked at first: as on every screen, and of those that stand alike that which lost more. */
export function worstArmFirst(suite: SuiteHead): (a: string, b: string) => number {
  const arms = new Map(rankedArms(suite).map((ranked) => [ranked.arm.id, ranked]));
  const losses = new Map(lossesOf(suite).map(({ candidate, difference }) => [candidate, -(difference.value ?? 0)]));
  return (a, b) => {
    const [one, other] = [arms.get(a), arms.get(b)];
    const told = one === undefined || other === undefined || !isTold(suite) ? 0 : byMiss(one, other, suite);
    return told || (losses.get(b) ?? 0) - (losses.get(a) ?? 0);
  };
}

function rankedArms(suite: SuiteHead): RankedArm[] {
  return suite.arms.map((arm) => ({ arm, verdict: armVerdict(arm, suite) }));
}

function byMiss(a: RankedArm, b: RankedArm, suite: SuiteHead): number {
  return rankOf(a.verdict) - rankOf(b.verdict) || missBy(b, suite) - missBy(a, suite);
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
