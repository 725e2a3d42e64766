import { formatP, plural } from "../../base/figures.ts";
import type { Preference } from "../../domain/formats/records.ts";
import type { PreferenceInsight } from "../../domain/insights.ts";
import type { PairOutcome } from "../../domain/preference.ts";
import type { SuiteHead } from "../../domain/reporter.ts";

/** What became of a pair, in words and with a mark. */
export const PAIR_LOOKS: Readonly<Record<PairOutcome, { readonly words: string; readonly mark: string }>> = {
  candidate: { words: "candidate preferred", mark: "▲" },
  baseline: { words: "baseline preferred", mark: "▼" },
  tie: { words: "tie", mark: "=" },
  flip: { words: "tie: the judge changed its mind when the answers changed places", mark: "⇄" },
  undecided: { words: "undecided", mark: "?" },
};

/**
 * "helpful prefers the candidate's answers in 8 cases, the baseline's in 2; 3 ties, 1 of them a flip (the winner changed with the
 * order); sign test p 0.109: inconclusive". A few votes prove nothing, and of undecided and unasked pairs it is said.
 */
export function preferenceText(preference: Preference, insight: PreferenceInsight | undefined): string {
  const { judge, candidate, baseline, ties, flips, p_value: p, verdict } = preference;
  const flipped =
    flips === 0 ? "" : `, ${flips} of them ${flips === 1 ? "a flip" : "flips"} (the winner changed with the order)`;
  const test = formatP(p, null);
  const votes = `${judge} prefers the candidate's answers in ${plural(candidate, "case")}, the baseline's in ${baseline}; ${plural(ties, "tie")}${flipped}`;
  const proof =
    test === null ? "no vote, nothing to test" : `sign test ${test}: the candidate's answers are ${PROVEN[verdict]}`;
  return [votes, ...missing(insight), proof].join("; ");
}

const PROVEN: Readonly<Record<Preference["verdict"], string>> = {
  better: "better",
  worse: "worse",
  inconclusive: "not shown to be better or worse",
};

function missing(insight: PreferenceInsight | undefined): string[] {
  const { asked = 0, undecided = 0, unasked = 0 } = insight ?? {};
  return [
    ...(undecided === 0 ? [] : [`${undecided} of ${plural(asked, "pair")} undecided`]),
    ...(unasked === 0
      ? []
      : [`${unasked} of ${plural(asked, "pair")} not asked about: \`resume\` or \`grade RUN --send\` asks`]),
  ];
}

/** What is known of the pairs behind a comparison of two arms. */
export function pairsOf(
  { insights }: Pick<SuiteHead, "insights">,
  { baseline, candidate }: { readonly baseline: string; readonly candidate: string },
): PreferenceInsight | undefined {
  return insights?.preferences?.find((one) => one.baseline === baseline && one.candidate === candidate);
}

/** Of each comparison whose answers a judge held against each other, a sentence. */
export function preferenceSentences(suite: SuiteHead): string[] {
  return suite.comparisons.flatMap((one) => {
    if (one.preference === undefined) return [];
    const text = preferenceText(one.preference, pairsOf(suite, one));
    return [`${one.candidate} against ${one.baseline}: ${text}.`];
  });
}
