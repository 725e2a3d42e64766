import { formatPercent, plural } from "../../../../base/figures.ts";

/** What is told of a run that becomes a baseline. */
export const BASELINES = {
  "red-accepted": (): string =>
    "its gate failed: the run is taken all the same, since a baseline of passing runs only sits above the truth. Accept each complete run of main, and none because it looks good",
  /** `redShare`: how often a gate is red with nothing changed; `redLater`: with `more` runs. Of the luckiest 1 in 20. */
  "baseline-luck": ({ runs, redShare, more, redLater }: Luck): string =>
    `a baseline of ${plural(runs, "run")} is itself luck: held against one in 20 of them, \`not_worse_than\` is red ` +
    `${formatPercent(redShare)} of the time or more with nothing changed (5% over all); accept ${plural(more, "run")} more of main, and it is ${formatPercent(redLater)}`,
  /** Of a suite: why there is none. */
  "baseline-absent": ({ suite, reason }: { readonly suite: string; readonly reason: string }): string =>
    `${suite}: ${reason}`,
  "baseline-unused": ({ suite, source }: { readonly suite: string; readonly source: string }): string =>
    `${suite}: no rule of the gate uses the baseline ${source}, it is only shown; add \`not_worse_than: { margin: 0.05 }\` to its gate to hold the run against it`,
  "baseline-thin": ({ suite }: { readonly suite: string }): string =>
    `${suite}: red may be the luck of a baseline of 1 run: accept more runs of main`,
  "baseline-elsewhere": ({ suite, source, before, now }: Elsewhere): string =>
    `${suite}: the answers in ${source} came from ${before}, those of this run from ${now}: what differs may be the platform, and not the prompt; accept a baseline of each`,
  "failures-ignored": ({ suite, failed, decided }: IgnoredFailures): string =>
    `${suite}: ${failed} of ${plural(decided, "trial")} failed, and no rule of the gate looks at that`,
  "suite-not-taken": ({ suite, why }: { readonly suite: string; readonly why: string }): string =>
    `${suite} is not taken: ${why}`,
  /** `pooled`: "3 runs pooled", as reports have it; null: it is of one. */
  "baseline-written": ({ path, cases, arms, pooled, isSimulated }: WrittenBaseline): string =>
    `${path}: ${plural(cases, "case")}, ${plural(arms, "arm")}, ${pooled ?? "1 run"}${isSimulated ? " (SIMULATED: no live run is held against it)" : ""}`,
  "cases-begun-anew": ({ count }: Count): string =>
    `begun anew: ${plural(count, "case")} with other inputs or checks than before`,
  "costs-begun-anew": ({ prices: [before, after] }: { readonly prices: readonly [string, string] }): string =>
    `costs are of this run alone, not known where it has none: its prices are those of ${after}, those before of ${before}`,
  "cases-dropped": ({ count }: Count): string => `dropped: ${plural(count, "case")} that this run does not have`,
  "cases-kept": ({ count }: Count): string => `kept as they were: ${plural(count, "case")} that the run did not select`,
  "arms-kept": ({ arms }: Arms): string => `kept as they were: ${arms.join(", ")}, which the run did not select`,
  "arms-dropped": ({ arms }: Arms): string => `dropped: ${arms.join(", ")}, which this run does not have`,
  "part-accepted": (): string => "only a part of the cases was run: what is new in the baseline is of these alone",
  "arm-begun-anew": ({ arm, other }: { readonly arm: string; readonly other: OtherArm }): string =>
    `${arm} has ${OTHER[other]} now: its earlier results are dropped`,
};

const OTHER = {
  prompt: "another prompt",
  model: "another model",
  settings: "other settings",
  served: "another served model",
};

/** What makes an arm another one. */
export type OtherArm = keyof typeof OTHER;

/** From which platforms answers came. */
interface Elsewhere {
  readonly suite: string;
  readonly source: string;
  readonly before: string;
  readonly now: string;
}

interface IgnoredFailures {
  readonly suite: string;
  readonly failed: number;
  readonly decided: number;
}

interface WrittenBaseline {
  readonly path: string;
  readonly cases: number;
  readonly arms: number;
  readonly pooled: string | null;
  readonly isSimulated: boolean;
}

interface Arms {
  readonly arms: readonly string[];
}

interface Count {
  readonly count: number;
}

interface Luck {
  readonly runs: number;
  readonly redShare: number;
  readonly more: number;
  readonly redLater: number;
}
