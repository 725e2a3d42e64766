import type { ArmSummary, Comparison, GateVerdict } from "../../../domain/formats/records.ts";
import type { SuiteHead } from "../../../domain/reporter.ts";
import { asRuled } from "../../words/comparison-words.ts";

/** How an arm stands: to its gate, and to what it is compared with. */
export interface ArmStanding {
  readonly arm: ArmSummary;
  /** The worst of the rules on it alone; null where there are none. */
  readonly verdict: GateVerdict | null;
  /** The share of passed trials that the gate asks of all its cases; null for none. */
  readonly limit: number | null;
  /** Against the baseline, or else against another arm, as the gate ruled on it; null for none. */
  readonly comparison: Comparison | null;
}

const WORST_FIRST: readonly GateVerdict[] = ["fail", "incomplete", "inconclusive", "pass"];

/** Every arm of a suite, those first that the gate fails, then those that got worse. */
export function armStandings(suite: SuiteHead): ArmStanding[] {
  const { arms, gate, comparisons } = suite;
  const standings = arms.map((arm): ArmStanding => {
    const rules = gate.rules.filter((rule) => rule.arm === arm.id || (rule.arm === null && arms.length === 1));
    const verdicts = new Set(rules.map(({ verdict }) => verdict));
    const asked = gate.rules.find(
      ({ rule, arm: of, tag }) => rule === "pass_rate" && tag === null && (of ?? arm.id) === arm.id,
    );
    const own = comparisons.filter(({ candidate }) => candidate === arm.id);
    const compared = own.find(({ against }) => against === "baseline") ?? own[0];
    return {
      arm,
      verdict: WORST_FIRST.find((verdict) => verdicts.has(verdict)) ?? null,
      limit: asked?.limit ?? null,
      comparison: compared === undefined ? null : asRuled(compared, suite),
    };
  });
  return standings.toSorted((a, b) => rankOf(a) - rankOf(b));
}

function rankOf({ verdict, comparison }: ArmStanding): number {
  const rank = verdict === null ? WORST_FIRST.length : WORST_FIRST.indexOf(verdict);
  return 2 * rank - (comparison?.verdict === "worse" ? 1 : 0);
}
