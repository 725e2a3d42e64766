import type { ArmSummary, Comparison, GateVerdict } from "../../../domain/formats/records.ts";
import type { SuiteHead } from "../../../domain/reporter.ts";
import { rankOf } from "../../rows/arm-verdict.ts";
import { worstArmsFirst } from "../../rows/worst-arms-first.ts";
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

/** Every arm of a suite, in the order that all reports have. */
export function armStandings(suite: SuiteHead): ArmStanding[] {
  const { arms, gate, comparisons } = suite;
  return worstArmsFirst(suite).map(({ arm, verdict }): ArmStanding => {
    const asked = gate.rules.find(
      ({ rule, arm: of, tag }) => rule === "pass_rate" && tag === null && (of ?? arm.id) === arm.id,
    );
    const own = comparisons.filter(({ candidate }) => candidate === arm.id);
    const compared = own.find(({ against }) => against === "baseline") ?? own[0];
    return {
      arm,
      verdict: arms.length === 1 ? soleVerdict(suite) : verdict,
      limit: asked?.limit ?? null,
      comparison: compared === undefined ? null : asRuled(compared, suite),
    };
  });
}

/** Of a suite's only arm, on which all rules are. */
function soleVerdict({ gate }: SuiteHead): GateVerdict | null {
  return gate.rules.map(({ verdict }) => verdict).toSorted((a, b) => rankOf(a) - rankOf(b))[0] ?? null;
}
