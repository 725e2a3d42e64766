import { formatCount, formatNumber, formatUsd, plural } from "../../../../base/figures.ts";
import type { Sentence } from "../../wording/sentence.ts";

/** Stands between what a rule found in short and all its figures. Records hold sentences: a reader of one splits it here. */
export const FIGURES = ". In figures: ";

/** How a ruling's words are put together, and what stands in many of them. */
export const PARTS = {
  "in-figures": ({ short, figures }: { readonly short: Sentence; readonly figures: Sentence }): string =>
    `${short}${FIGURES}${figures}`,
  also: ({ words }: { readonly words: readonly Sentence[] }): string => words.join("; "),
  of: ({ what, words }: { readonly what: Sentence; readonly words: Sentence }): string => `${what}: ${words}`,
  "by-test": ({ words, test }: { readonly words: Sentence; readonly test: Sentence }): string => `${words} (${test})`,
  /** `p`: one-sided; `adjusted`: for all tests of the run. */
  test: ({ p, adjusted, tests }: { readonly p: number; readonly adjusted: number; readonly tests: number }): string => {
    const own = `p ${formatNumber(p)}, one-sided`;
    const isSame = tests <= 1 || formatNumber(adjusted) === formatNumber(p);
    return isSame ? own : `${own}; counted as ${formatNumber(adjusted)} among the ${plural(tests, "test")} of this run`;
  },
  "nothing-tested": (): string => "no trial has a verdict: nothing was tested",
  "missing-answers-matter": (): string => "it depends on missing answers",
  /** "about 230 cases (≈ $0.42 more a run) or 3 trials a case (≈ $0.20 more a run)". `usd`: null: not known. */
  remedy: ({ cases, trials }: RemedyWays): string =>
    [
      ...(cases === null
        ? []
        : [`about ${formatCount(cases.count)} cases${inClusters(cases.clusters)}${moneyText(cases.usd)}`]),
      ...(trials === null ? [] : [`${formatCount(trials.count)} trials a case${moneyText(trials.usd)}`]),
    ].join(" or "),
};

/** So many cases in all, or so many trials of each; and the money more a run. */
export interface RemedyWays {
  readonly cases: { readonly count: number; readonly clusters: number | null; readonly usd: number | null } | null;
  readonly trials: { readonly count: number; readonly usd: number | null } | null;
}

function inClusters(clusters: number | null): string {
  return clusters === null ? "" : ` in ${formatCount(clusters)} clusters`;
}

function moneyText(usd: number | null): string {
  return usd === null ? "" : ` (≈ ${formatUsd(usd)} more a run)`;
}
