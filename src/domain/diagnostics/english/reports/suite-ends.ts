import { andOf } from "../phrases/text.ts";
import { plural } from "../../../../base/figures.ts";
import type { RunVerdict } from "../../../formats/records.ts";

/** What kept answers away. */
const MISSING = { budget: "the budget ended", unreachable: "the endpoint could not be reached" } as const;

/** How suites ended, and why answers of them are missing. */
export const SUITE_ENDS = {
  /** "triage failed: 80.0% passed, less than 95.0%.", "a, b and 6 more are incomplete: there is no baseline yet." */
  "suites-ended": ({ suites, left, ...ended }: SuitesEnded): string => {
    const who = left > 0 ? `${suites.join(", ")} and ${left} more` : andOf(suites);
    const why = ended.reasons.length === 0 ? "" : `: ${ended.reasons.join("; ")}`;
    return `${who} ${phraseOf(ended.end, suites.length + left > 1)}${why}`.replace(/[.\s]*$/, ".");
  },
  /** Before a suite's reasons, where its name stands already: "worse than the baseline". */
  "suite-end": ({ end }: { readonly end: SuiteEnd }): string => phraseOf(end, false).replace(/^is /, ""),
  /** Of a suite that passed and is proven worse. */
  "suite-lost": ({ suite, end, loss }: SuiteLost): string => `${suite} ${phraseOf(end, false)}: ${loss}`,
  "exit-unreachable": (): string => MISSING.unreachable,
  "worse-than-baseline": ({ suite }: { readonly suite: string }): string => `${suite}: worse than the baseline`,
  /** "12 of 40 trials have no answer (2 errored, 10 not run)", "9 of 20 trials have no answer: the budget ended". */
  "answers-missing": ({ trials, errored, notRun, why }: Missing): string => {
    const kinds = [...(errored > 0 ? [`${errored} errored`] : []), ...(notRun > 0 ? [`${notRun} not run`] : [])];
    const verb = errored + notRun === 1 ? "has" : "have";
    const count = `${errored + notRun} of ${plural(trials, "trial")} ${verb} no answer`;
    if (why === null) return `${count} (${kinds.join(", ")})`;
    return errored === 0 ? `${count}: ${MISSING[why]}` : `${count}: ${MISSING[why]} (${kinds.join(", ")})`;
  },
  /** "6 of 20 cases broke, 0 fixed"; `isByRate`: with several trials a case a lower rate proves nothing of one case. */
  "cases-moved": ({ cases, lost, won, isByRate }: CasesMoved): string =>
    isByRate
      ? `${lost} of ${plural(cases, "case")} passed less often, ${won} more often`
      : `${lost} of ${plural(cases, "case")} broke, ${won} fixed`,
  /** "haiku/v1 −32 points (22 of 60 cases broke, 3 fixed), sonnet/v1 mean score −0.2". */
  "arms-lost": ({ arms, left }: ArmsLost): string => {
    const told = arms.map(({ arm, by, on, moved }) => {
      const who = arm === null ? "" : `${arm} `;
      if (on === "score") return `${who}mean score ${by}`;
      return `${who}${by} points${moved === null ? "" : ` (${moved})`}`;
    });
    return `${told.join(", ")}${left > 0 ? ` and ${left} more arms` : ""}`;
  },
  "rules-left": ({ left }: { readonly left: number }): string => `and ${plural(left, "more rule")}`,
  /** Arms of which the same rule decided: "; also sonnet/v1 50.0%, opus/v1 75.0% and 2 more arms". */
  "arms-too": ({ arms, left }: { readonly arms: readonly string[]; readonly left: number }): string => {
    const more = left === 0 ? [] : [plural(left, "more arm")];
    return `; also ${[...(arms.length === 0 ? [] : [arms.join(", ")]), ...more].join(" and ")}`;
  },
};

/** How a suite ended; `passed-worse`, `ungated-worse`: it passed, or had no gate, and is proven worse than the baseline. */
export type SuiteEnd =
  | { readonly kind: RunVerdict | "passed-worse" | "ungated-worse" }
  /** `than`: an arm; null: the baseline. */
  | { readonly kind: "worse"; readonly than: string | null };

interface SuitesEnded {
  readonly suites: readonly string[];
  /** How many more there are that are not named. */
  readonly left: number;
  readonly end: SuiteEnd;
  readonly reasons: readonly string[];
}

interface SuiteLost {
  readonly suite: string;
  readonly end: SuiteEnd;
  readonly loss: string;
}

interface Missing {
  readonly trials: number;
  readonly errored: number;
  readonly notRun: number;
  readonly why: keyof typeof MISSING | null;
}

interface CasesMoved {
  readonly cases: number;
  readonly lost: number;
  readonly won: number;
  readonly isByRate: boolean;
}

interface ArmsLost {
  readonly arms: readonly {
    /** Null: the suite has one. */
    readonly arm: string | null;
    readonly by: string;
    readonly on: "score" | "pass_rate";
    readonly moved: string | null;
  }[];
  readonly left: number;
}

const PHRASES: Readonly<Record<Exclude<SuiteEnd["kind"], "worse">, readonly [one: string, several: string]>> = {
  pass: ["passed", "passed"],
  fail: ["failed", "failed"],
  inconclusive: ["is inconclusive", "are inconclusive"],
  incomplete: ["is incomplete", "are incomplete"],
  over_budget: ["ran out of budget", "ran out of budget"],
  interrupted: ["was interrupted", "were interrupted"],
  pending: ["is not finished", "are not finished"],
  partial: ["was run in part", "were run in part"],
  "passed-worse": [
    "passes its gate, and is worse than the baseline",
    "pass their gates, and are worse than the baseline",
  ],
  "ungated-worse": ["has no gate, and is worse than the baseline", "have no gate, and are worse than the baseline"],
};

function phraseOf(end: SuiteEnd, isSeveral: boolean): string {
  if (end.kind === "worse") return `${isSeveral ? "are" : "is"} worse than ${end.than ?? "the baseline"}`;
  return PHRASES[end.kind][isSeveral ? 1 : 0];
}
