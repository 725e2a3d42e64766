import { reportWords } from "../../domain/diagnostics/report-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { Preference } from "../../domain/formats/records.ts";
import type { PreferenceInsight } from "../../domain/insights.ts";
import type { PairOutcome } from "../../domain/preference.ts";
import type { SuiteHead } from "../../domain/reporter.ts";

/** What became of a pair, as a mark. */
export const PAIR_MARKS: Readonly<Record<PairOutcome, string>> = {
  candidate: "▲",
  baseline: "▼",
  tie: "=",
  flip: "⇄",
  undecided: "?",
};

/**
 * "helpful prefers the candidate's answers in 8 cases, the baseline's in 2; 3 ties, 1 of them a flip (the winner changed with the
 * order); sign test p 0.109: inconclusive".
 */
export function preferenceText(preference: Preference, insight: PreferenceInsight | undefined): Sentence {
  const { judge, candidate, baseline, ties, flips, p_value: p, verdict } = preference;
  const { asked = 0, undecided = 0, unasked = 0 } = insight ?? {};
  const pairs = { asked, undecided, unasked };
  return reportWords("answers-preferred", { judge, candidate, baseline, ties, flips, p, verdict, ...pairs });
}

/** What is known of the pairs behind a comparison of two arms. */
export function pairsOf(
  { insights }: Pick<SuiteHead, "insights">,
  { baseline, candidate }: { readonly baseline: string; readonly candidate: string },
): PreferenceInsight | undefined {
  return insights?.preferences?.find((one) => one.baseline === baseline && one.candidate === candidate);
}

/** A sentence for each comparison whose answers a judge held against each other. */
export function preferenceSentences(suite: SuiteHead): Sentence[] {
  return suite.comparisons.flatMap((one) => {
    if (one.preference === undefined) return [];
    const preference = preferenceText(one.preference, pairsOf(suite, one));
    return [reportWords("arms-preferred", { candidate: one.candidate, baseline: one.baseline, preference })];
  });
}
