import { formatCount, formatPercent, formatPercentApart, plural } from "../../../../base/figures.ts";
import type { Sentence } from "../../wording/sentence.ts";
import { level, measured, type Scale } from "./scale.ts";

/** What rules on a pass rate, or on a mean score, come to. */
export const MEANS = {
  measured: ({ on, value }: Measured): string => measured(on, value),
  "asked-for": ({ value, limit }: { readonly value: number | null; readonly limit: number }): string =>
    `${formatPercentApart([value, limit]).join(" passed, at least ")} are asked for`,
  "less-than-asked": ({ value, limit }: { readonly value: number | null; readonly limit: number }): string =>
    formatPercentApart([value, limit]).join(" passed, less than "),
  "rate-open": ({ value, worst, best, limit }: OpenRate): string => {
    const [passed = "", least = "", most = "", asked = ""] = formatPercentApart([value, worst, best, limit]);
    return `${passed} passed, but with the missing answers it may be ${least} or ${most}; ${asked} are asked for`;
  },
  "no-score": (): string => "no trial has a score: nothing was tested",
  "score-asked-for": ({ value, limit }: { readonly value: number | null; readonly limit: number }): string =>
    `${measured("score", value)}, at least ${level("score", limit)} is asked for`,
  "unscored-trials-matter": (): string => "it depends on trials without a score",
  /** Each bound errs with a chance of 1 − confidence: said, since two bounds look like an interval. */
  "mean-bounds": ({ on, value, low, high, confidence }: Bounds): string => {
    const what = on === "score" ? "the true mean" : "the true rate";
    const bounds = `at least ${level(on, low)} and at most ${level(on, high)}`;
    return `${measured(on, value)}; ${what} is ${bounds}, each with ${formatPercent(confidence)} confidence`;
  },
  "proven-to-reach": (wanted: WantedLimit): string => `proven to reach ${wantedText(wanted)}`,
  "proven-to-miss": (wanted: WantedLimit): string => `proven to miss ${wantedText(wanted)}`,
  "shown-to-reach": (wanted: WantedLimit): string => `shown to reach ${wantedText(wanted)}`,
  "shown-to-miss": (wanted: WantedLimit): string => `shown to miss ${wantedText(wanted)}`,
  "reaching-depends": ({ missing, ...wanted }: WantedLimit & { readonly missing: keyof typeof MISSING }): string =>
    `whether it reaches ${wantedText(wanted)} depends on ${MISSING[missing]}`,
  "not-settled": (wanted: WantedLimit): string => `${wantedText(wanted)} is not settled`,
  "alone-a-miss": ({ test }: { readonly test: Sentence }): string => `alone it would miss it (${test})`,

  "cases-cannot-tell": ({ on, count, limit, isAtLimit }: CannotTell): string =>
    `${plural(count, "case")} cannot tell whether ${level(on, limit)} is reached${isAtLimit ? ": that is the limit itself" : ""}`,
  "cases-would": ({ cases, clusters }: { readonly cases: number; readonly clusters: number | null }): string =>
    `about ${formatCount(cases)}${clusters === null ? "" : ` in ${plural(clusters, "cluster")}`} would`,
  "at-limit": ({ on }: { readonly on: Scale }): string =>
    `the ${on === "score" ? "mean" : "rate"} is at the limit itself, which no number of cases can prove`,
  "no-miss-seen": ({ count }: { readonly count: number }): string => `${plural(count, "case")} show no miss reliably`,
  "miss-seen": ({ rate }: { readonly rate: number }): string =>
    `a true rate of ${formatPercent(rate)} or less is seen 4 times in 5`,
  "would-settle": ({ on, remedy }: { readonly on: Scale; readonly remedy: Sentence }): string =>
    `at this ${on === "score" ? "mean" : "rate"} ${remedy} would settle it 4 times in 5`,
};

const MISSING = {
  answers: "missing answers",
  verdicts: "missing verdicts",
  scores: "trials without a score",
};

interface Measured {
  readonly on: Scale;
  readonly value: number | null;
}

/** A limit that has to be reached with a confidence. */
export interface WantedLimit {
  readonly on: Scale;
  readonly limit: number;
  readonly confidence: number;
}

interface OpenRate {
  readonly value: number | null;
  readonly worst: number;
  readonly best: number;
  readonly limit: number;
}

interface Bounds extends Measured {
  readonly low: number | null;
  readonly high: number | null;
  readonly confidence: number;
}

interface CannotTell {
  readonly on: Scale;
  readonly count: number;
  readonly limit: number;
  readonly isAtLimit: boolean;
}

function wantedText({ on, limit, confidence }: WantedLimit): string {
  return `${level(on, limit)} at ${formatPercent(confidence)} confidence`;
}
