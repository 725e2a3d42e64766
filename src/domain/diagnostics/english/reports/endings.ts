import { plural } from "../../../../base/figures.ts";
import type { ReplySource } from "../../../formats/records.ts";

/** How runs and their meters ended, and why they exit as they do. */
export const ENDINGS = {
  "exit-undecided": (): string => "no gate failed, but the sample cannot tell",
  "exit-part": (): string => "a part was run, which has no verdict",
  "exit-part-passed": (): string => "every gate passed on the part that was run",
  "exit-no-gate": (): string => "no gate to pass",
  "exit-dearer": (): string => "an answer cost more than was reserved for it",
  "exit-unruled": (): string => "the gate could not be ruled on",
  "exit-unpriced": (): string => "what was paid is not known, nor whether the cap held",
  "exit-reused": (): string => "answers are reused, which --strict does not take",
  "exit-unknown": (): string => "unknown",
  "replies-from": ({ replies }: { readonly replies: Exclude<ReplySource, "live"> }): string => REPLIES[replies],
  /** "$0.0123, and up to $0.0040 for what broke off"; `open`, `saved`: null where there is none. */
  "meter-cost": ({ cost, open, saved }: MeterCost): string => {
    const more = open === null ? "" : `, and up to ${open} for what broke off`;
    return `${cost}${more}${saved === null ? "" : `; recordings saved ${saved}`}`;
  },
  "meter-over-budget": (): string => "the budget stopped it",
  "meter-interrupted": (): string => "interrupted",
  "meter-unasked": (): string => "the command exited with 0, but asked Claude nothing through the meter",
  "meter-unanswered": (): string => "the command passed, but answers were missing",
  "meter-stopped": (): string => "stopped",
  "meter-exited": ({ code }: { readonly code: number }): string => `the command exited with ${code}`,
  "meter-killed": ({ signal }: { readonly signal: string }): string => `the command was ended by ${signal}`,
  /** `metered`: "12 requests: 10 answered, 2 reused". */
  "meter-told": ({ metered, cost, end }: MeterTold): string => `${metered}; ${cost}; ${end}.`,
  /** How many suites passed of those with a gate; `open`: suites without one. */
  "suite-score": ({ passed, gated, open }: Score): string => {
    const more = open === 0 ? "" : `, ${open} without a gate`;
    return `${passed} of ${gated} ${open === 0 ? "" : "gated "}${gated === 1 ? "suite" : "suites"} passed${more}`;
  },
  /** `trials`: "59 of 64 trials passed". */
  "score-without-gate": ({ trials }: { readonly trials: string }): string => `no gate, so no verdict: ${trials}`,
  "trial-score": ({ passed, decided, isJudged }: TrialScore): string =>
    `${passed} of ${plural(decided, "trial")} passed${isJudged ? " as judged" : ""}`,
  "also-not-passed": ({ suites }: { readonly suites: readonly string[] }): string =>
    `Also not passed: ${suites.join(", ")}.`,
  /** The same as an item of a list. */
  "suites-beside": ({ suites }: { readonly suites: readonly string[] }): string =>
    `also not passed: ${suites.join(", ")}`,
  "only-part": (): string => "only a part was run",
  "sequence-end": (told: Sequence): string => sequenceText(told),
};

const REPLIES: Readonly<Record<Exclude<ReplySource, "live">, string>> = {
  simulated: "SIMULATED: the replies come from the simulator, not from a model. Nothing was sent or paid.",
  recorded: "RECORDED: the replies come from recordings; none is new.",
  mixed: "MIXED: some replies are new, some come from recordings.",
};

interface MeterTold {
  readonly metered: string;
  readonly cost: string;
  readonly end: string;
}

interface MeterCost {
  readonly cost: string;
  readonly open: string | null;
  readonly saved: string | null;
}

interface Score {
  readonly passed: number;
  readonly gated: number;
  readonly open: number;
}

interface TrialScore {
  readonly passed: number;
  readonly decided: number;
  /** Are some of them a judge's verdicts as they are, errors included? */
  readonly isJudged: boolean;
}

interface Sequence {
  /** Null: not decided before the end. */
  readonly after: number | null;
  readonly cases: number;
  readonly saved: number;
  /** Null: after each case. */
  readonly looks: number | null;
}

function sequenceText({ after, cases, saved, looks }: Sequence): string {
  const how = looks === null ? "sequential" : `sequential, ${plural(looks, "look")} fixed in advance`;
  if (after === null) return `${how}: not decided before the end; all ${plural(cases, "case")} were run`;
  const rest = saved === 0 ? "nothing was saved" : `${plural(saved, "trial")} were not needed and not sent`;
  return `${how}: decided after ${after} of ${plural(cases, "case")} in seeded order; ${rest}`;
}
