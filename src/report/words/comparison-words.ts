import { formatNumber, formatPoints, formatP } from "../../base/figures.ts";
import { reportWords } from "../../domain/diagnostics/report-words.ts";
import type { Tone } from "../../base/style.ts";
import type { Comparison, ComparisonVerdict } from "../../domain/formats/records.ts";
import type { SuiteHead } from "../../domain/reporter.ts";

/** A comparison's verdict in words, with a mark and a tone. */
export const COMPARISON_LOOKS: Readonly<
  Record<ComparisonVerdict, { readonly words: string; readonly mark: string; readonly tone: Tone }>
> = {
  better: { words: "better", mark: "▲", tone: "good" },
  worse: { words: "worse", mark: "▼", tone: "bad" },
  not_worse: { words: "not worse", mark: "=", tone: "good" },
  inconclusive: { words: "inconclusive", mark: "?", tone: "unsure" },
};

/**
 * "= not worse, within the margin · ? open, these cases cannot tell": the marks that stand before differences; null where they are
 * arrows alone, which say it themselves.
 */
export function markLegend(
  pairs: readonly Comparison[],
  { withArrows = false }: { readonly withArrows?: boolean } = {},
): string | null {
  const told = VERDICTS.filter((verdict) => pairs.some((pair) => pair.verdict === verdict && pair.cases > 0));
  const isNothing = pairs.some(({ cases }) => cases === 0);
  const isPlain = (verdict: ComparisonVerdict): boolean => verdict === "worse" || verdict === "better";
  if (!isNothing && (told.length === 0 || (!withArrows && told.every(isPlain)))) return null;
  const isHeldBack = pairs.some((pair) => pair.verdict === "inconclusive" && caveatOf(pair) !== null);
  const parts = told.map((verdict) => {
    const meaning = reportWords("mark-meaning", { verdict });
    const told = verdict === "inconclusive" && isHeldBack ? reportWords("mark-held-back", { meaning }) : meaning;
    return `${COMPARISON_LOOKS[verdict].mark} ${told}`;
  });
  return [
    ...parts,
    ...(isNothing ? [`${COMPARISON_LOOKS.inconclusive.mark} – ${reportWords("mark-of-nothing")}`] : []),
  ].join(" · ");
}

const VERDICTS: readonly ComparisonVerdict[] = ["worse", "better", "not_worse", "inconclusive"];

/** What the mark of a comparison says, for where it stands alone. */
export function markMeaning({ verdict, cases }: Pick<Comparison, "verdict" | "cases">): string {
  return cases === 0 ? reportWords("mark-of-nothing") : reportWords("mark-meaning", { verdict });
}

/**
 * A comparison as the gate ruled on it: where `not_worse_than` finds its candidate worse, nothing beside it says that this is
 * open. The comparison's own verdict may: it shares its level with the others of the suite, the gate's rule does not.
 */
export function asRuled(
  comparison: Comparison,
  { gate, comparisons }: Pick<SuiteHead, "gate" | "comparisons">,
): Comparison {
  const isOfGate = comparison.against === "baseline" || comparisons.every(({ against }) => against === "arm");
  const isWorse = gate.rules.some(
    ({ rule, arm, verdict }) => rule === "not_worse_than" && arm === comparison.candidate && verdict === "fail",
  );
  return isOfGate && isWorse ? { ...comparison, verdict: "worse" } : comparison;
}

/** What people call the tests, which have names of their own in files. */
const TEST_NAMES: Readonly<Record<string, string>> = {
  "mcnemar-exact": "McNemar’s exact test",
  "sign-flip-exact": "flipping the cases’ signs",
  "sign-flip-rounded": "flipping the cases’ signs",
  "sign-flip-normal": "flipping the cases’ signs",
  "bounded-mean": "a bound on means",
};

/** "−6.7 points (95%: −12.1 to −1.3), p 0.012 (adjusted 0.036) by McNemar's exact test": the difference, candidate minus baseline. */
export function differenceText(comparison: Comparison): string {
  const { value, low, high, level } = comparison.difference;
  if (value === null) return "difference unknown";
  const bounds = `${formatNumber(level * 100)}%: ${formatPoints(low)} to ${formatPoints(high)}`;
  const interval = low === null || high === null ? "" : ` (${bounds})`;
  const p = formatP(comparison.p_value, comparison.p_adjusted);
  const test = comparison.test === null ? "" : ` by ${TEST_NAMES[comparison.test] ?? comparison.test}`;
  const caveat = caveatOf(comparison);
  return `${formatPoints(value)} points${interval}${p === null ? "" : `, ${p}${test}`}${caveat === null ? "" : `; ${caveat}`}`;
}

/** "better on its own, not beside the other comparisons": where interval and verdict seem to disagree; null where they do not. */
function caveatOf({ verdict, difference: { low, high }, p_value: p, p_adjusted: adjusted }: Comparison): string | null {
  if (low === null || high === null || verdict === "better" || verdict === "worse") return null;
  const isClear = low > 0 ? "better" : high < 0 ? "worse" : null;
  if (isClear === null) return null;
  if (p !== null && adjusted !== null && adjusted > p) return reportWords("alone-only", { verdict: isClear });
  return isClear === "worse" && verdict === "not_worse" ? reportWords("within-margin") : null;
}

/** How a comparison's title joins its sides: ["is ", "worse", " than the baseline’s "]. */
export function comparisonJoint({
  verdict,
  against,
}: Pick<Comparison, "verdict" | "against">): readonly [string, string, string] {
  const whose = against === "baseline" ? "the baseline’s " : "";
  if (verdict === "inconclusive") return ["against ", "", whose];
  return ["is ", COMPARISON_LOOKS[verdict].words, ` than ${whose}`];
}

/** "30 cases: 20 pass on both sides, 5 on the baseline alone, …; cost ×1.42": the table of pairs, where there is one, and the ratio of costs. */
export function pairsText(comparison: Comparison): string {
  const { both_pass: both, only_baseline_passes: lost, only_candidate_passes: won, neither_passes: none } = comparison;
  const counted = `${comparison.cases} ${comparison.cases === 1 ? "case" : "cases"}`;
  const isPaired = both !== null && lost !== null && won !== null && none !== null;
  const pairs = isPaired
    ? `: ${both} pass on both sides, ${lost} on the baseline alone, ${won} on the candidate alone, ${none} on neither`
    : "";
  const unpaired = comparison.unpaired.baseline.length + comparison.unpaired.candidate.length;
  const alone = unpaired === 0 ? "" : `; ${unpaired} on one side only`;
  const cost =
    comparison.cost_ratio === null ? "" : `; cost ×${formatNumber(Number(comparison.cost_ratio.toPrecision(3)))}`;
  return counted + pairs + alone + cost;
}

/** "▼ −32 (−46…−17)": the mark of a comparison's verdict and its difference in points; the interval where there is room. */
export function shortDifference({ verdict, difference }: Comparison, withBounds: boolean): string {
  const { mark } = COMPARISON_LOOKS[verdict];
  const { value, low, high } = difference;
  if (value === null) return `${mark} –`;
  const bounds = withBounds && low !== null && high !== null ? ` (${shortPoints(low)}…${shortPoints(high)})` : "";
  return `${mark} ${shortPoints(value)}${bounds}`;
}

/** Points without digits that the sample does not bear: "−32", "+4.3". */
export function shortPoints(difference: number): string {
  const points = formatPoints(difference);
  return Math.abs(difference) < 0.0995
    ? points.replace(/\.0$/, "")
    : `${difference < 0 ? "−" : "+"}${Math.round(Math.abs(difference) * 100)}`;
}
