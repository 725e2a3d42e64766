import type { Preference } from "../../domain/formats/records.ts";
import type { PreferenceInsight } from "../../domain/insights.ts";
import type { SuiteHead } from "../../domain/reporter.ts";
import { settlePreferences } from "./preference.ts";

/** What a judge said of two arms' answers, its verdict still open. */
export interface SuitePreference {
  readonly preference: Preference;
  readonly insight: PreferenceInsight;
}

/** Puts the preferences of a run (by suite) beside its comparisons: their tests share one chance of a false alarm. */
export function withPreferences(
  heads: readonly SuiteHead[],
  preferences: readonly (readonly SuitePreference[])[],
): SuiteHead[] {
  const settled = settlePreferences(preferences.flat().map(({ preference }) => preference));
  let next = 0;
  return heads.map((head, index) => {
    const own = preferences[index] ?? [];
    if (own.length === 0) return head;
    const verdicts = settled.slice(next, (next += own.length));
    const insights = own.map(({ insight }) => insight);
    const comparisons = head.comparisons.map((one) => {
      const at = insights.findIndex(
        ({ baseline, candidate }) => one.against === "arm" && one.baseline === baseline && one.candidate === candidate,
      );
      const preference = verdicts[at];
      return preference === undefined ? one : { ...one, preference };
    });
    return { ...head, comparisons, insights: { ...head.insights, preferences: insights } };
  });
}
