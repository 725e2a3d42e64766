import { formatPercent, plural } from "../../../../base/figures.ts";

/** What is told of a run that becomes a baseline. */
export const BASELINES = {
  "red-accepted": (): string =>
    "its gate failed: the run is taken all the same, since a baseline of passing runs only sits above the truth. Accept each complete run of main, and none because it looks good",
  /** `redShare`: how often a gate is red with nothing changed; `redLater`: with `more` runs. Of the luckiest 1 in 20. */
  "baseline-luck": ({ runs, redShare, more, redLater }: Luck): string =>
    `a baseline of ${plural(runs, "run")} is itself luck: held against one in 20 of them, \`not_worse_than\` is red ` +
    `${formatPercent(redShare)} of the time or more with nothing changed (5% over all); accept ${plural(more, "run")} more of main, and it is ${formatPercent(redLater)}`,
  "cases-begun-anew": ({ count }: Count): string =>
    `begun anew: ${plural(count, "case")} with other inputs or checks than before`,
  "cases-dropped": ({ count }: Count): string => `dropped: ${plural(count, "case")} that this run does not have`,
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

interface Count {
  readonly count: number;
}

interface Luck {
  readonly runs: number;
  readonly redShare: number;
  readonly more: number;
  readonly redLater: number;
}
