import { formatSmallUsd, formatUsd, plural } from "../../../../base/figures.ts";

/** What has to be known beside the figures of a plan. */
export const PLANS = {
  "lengths-of-runs": ({ runs }: { readonly runs: readonly string[] }): string =>
    `Answers are expected to be as long as in ${runs.join(", ")}.`,
  /** `arms`: whose answers; null: those of all. */
  "lengths-simulated": ({ arms }: { readonly arms: readonly string[] | null }): string =>
    `${arms === null ? "Answers are expected to be " : `Answers of ${arms.join(", ")}: `}as long as \`simulate:\` says; thinking is not in it.`,
  "lengths-unknown": (): string =>
    "–: how long answers are is not known before a first run, as not every case has a `simulate:` reply.",
  "judges-included": ({ judgements, expectedUsd, worstUsd }: JudgingTold): string =>
    `Judges are in it: ${plural(judgements, "judgement")}, ${formatUsd(expectedUsd)} expected, ${formatUsd(worstUsd)} at worst, if every answer is judged.`,
  "calls-unknown": ({ arm }: { readonly arm: string }): string =>
    `${arm}: which calls an application makes, and what they cost, is not known before it runs: \`--max-cost\` holds it.`,
  "cost-unknown": ({ arm, why }: { readonly arm: string; readonly why: keyof typeof UNKNOWN_COST }): string =>
    `${arm}: cost at worst is not known: ${UNKNOWN_COST[why]}.`,
  "tool-rounds": (): string => "At worst every turn takes all its tool rounds, with one answer of each tool in each.",
  "suite-cap": ({ capUsd, standing }: { readonly capUsd: number; readonly standing: CapStanding }): string =>
    `The suite's limit is ${formatSmallUsd(capUsd)}${CAP[standing]}.`,
  /** What was written: which case is whose. */
  "shards-written": ({ file, shards, cases, tokens }: Shards): string =>
    `${file}: ${plural(shards, "shard")} of ${rangeText(cases)} ${cases[1] === "1" ? "case" : "cases"} and ${rangeText(tokens)} expected tokens each; run one with --shard ${file}#1`,
};

const UNKNOWN_COST = {
  "unknown-price": "no price is known; give one in prompt-run.config.yaml (`prices:`)",
  "open-ended-cost": "a server tool without `max_uses` may cost any amount",
  "uncounted-attachment": "attachments are counted when a run has a cap; a plan takes each for 2,000 tokens",
  unbounded: "a request has no bound",
};

const CAP = {
  refused: ": a run is refused while the cost at worst is not known",
  enough: ": enough at worst",
  "stops expected": ": less than expected, the run would stop",
  "may stop": ": less than the run may cost, which would stop it",
  unknown: "",
};

/** What a suite's cap does to the run that is planned. */
export type CapStanding = keyof typeof CAP;

interface JudgingTold {
  readonly judgements: number;
  readonly expectedUsd: number | null;
  readonly worstUsd: number | null;
}

/** The least and the most of the shards, as shown. */
type Range = readonly [least: string, most: string];

interface Shards {
  readonly file: string;
  readonly shards: number;
  readonly cases: Range;
  readonly tokens: Range;
}

function rangeText([least, most]: Range): string {
  return least === most ? least : `${least} to ${most}`;
}
