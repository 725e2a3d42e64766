import { capitalized, formatNumber, formatP, formatPercent, formatPoints, plural } from "../../../../base/figures.ts";

/** A comparison as a person would say it: cases lost and won first, then the difference, the p-value last. */
export const DIFFERENCES = {
  /** Without proof it is never "no regression". */
  "arms-compared": (told: ToldDifference): string => differenceText(told),
  "with-shifts": ({ difference, shifts }: { readonly difference: string; readonly shifts: string }): string =>
    `${difference} ${capitalized(shifts)}.`,
  "nothing-compared": (): string => "Nothing was compared.",
  "one-comparison": ({
    suite,
    told,
    measures,
  }: SuiteDifference & { readonly measures: readonly ShownMeasure[] }): string =>
    `In ${suite}, ${insideText(told)}${measuresText(measures)}`,
  /** `example`: the one that is told; null: none. */
  "many-comparisons": ({ worse, better, notWorse, open, example }: ManyComparisons): string => {
    const counts = `${worse} worse, ${better} better, ${notWorse} not worse, ${open} open`;
    const why = example === null ? "" : ` In ${example.suite}, ${insideText(example.told)}`;
    return `Of ${worse + better + notWorse + open} comparisons: ${counts}.${why}`;
  },
  /** A tag whose cases got worse or better. */
  "tag-differs": ({ tag, other, mean, cases, p, adjusted, tags }: TagDifference): string => {
    const tests = `two-sided p ${formatNumber(p)}, ${formatNumber(adjusted)} among the ${plural(tags, "tag")} looked at (Benjamini–Hochberg)`;
    return `${tag} is ${mean < 0 ? "worse" : "better"} than on ${other ?? BASELINE}: ${formatPoints(mean)} points over ${plural(cases, "case")}, ${tests}`;
  },
  /** Which cases got worse or better themselves. */
  "cases-shifted": ({ shifts }: { readonly shifts: readonly Shift[] }): string => shifts.map(shiftText).join("; "),
};

const BASELINE = "the baseline";

/** The side that a candidate is compared with: another arm, the same arm of the baseline, or another arm of it. */
export type OtherSide =
  | { readonly kind: "arm" | "arm of the baseline"; readonly arm: string }
  | { readonly kind: "baseline" };

/** `points`: of shares; `p` null: not tested; bounds null: not known. */
interface Figures {
  readonly cases: number;
  readonly regressed: number;
  readonly improved: number;
  /** Were there several trials a case? Then a case that passed less often did not surely get worse. */
  readonly isOften: boolean;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly level: number;
  readonly p: number | null;
  readonly adjusted: number | null;
}

export interface ToldDifference {
  readonly candidate: string;
  readonly other: OtherSide;
  readonly verdict: "worse" | "better" | "not_worse" | "inconclusive";
  /** Null: no case in common has a verdict on both sides. */
  readonly figures: Figures | null;
  /** Of "not worse": the drop that is ruled out; `isEquivalent`: a gain of it too. */
  readonly margin: { readonly share: number; readonly isEquivalent: boolean };
  /** Of an open one: with fewer differing cases nothing can be shown; null: that is not why. */
  readonly leastDiffering: number | null;
}

interface SuiteDifference {
  readonly suite: string;
  readonly told: ToldDifference;
}

interface ManyComparisons {
  readonly worse: number;
  readonly better: number;
  readonly notWorse: number;
  readonly open: number;
  readonly example: SuiteDifference | null;
}

/** What its interval shows: `change` of a score; of a cost or a time a share of the baseline's. */
export interface ShownMeasure {
  readonly measure: "score" | "costUsd" | "latencyMs";
  readonly change: number;
}

interface TagDifference {
  readonly tag: string;
  /** Null: the baseline. */
  readonly other: string | null;
  readonly mean: number;
  readonly cases: number;
  readonly p: number;
  readonly adjusted: number;
  /** How many were looked at. */
  readonly tags: number;
}

/** Cases that passed less often (`worse`) or more often. */
export interface Shift {
  readonly direction: "worse" | "better";
  readonly cases: number;
  /** Those that likely changed: how many, and the first of them. None: the likeliest, where there is one. */
  readonly likely: { readonly total: number; readonly first: readonly ShiftedCase[] };
  readonly likeliest: { readonly name: string | null; readonly chance: number } | null;
}

interface ShiftedCase {
  readonly name: string;
  readonly chance: number;
  readonly before: { readonly passed: number; readonly trials: number };
  readonly now: { readonly passed: number; readonly trials: number };
}

function differenceText({ candidate, other, verdict, figures, margin, leastDiffering }: ToldDifference): string {
  const baseline = otherText(other);
  if (figures === null) return `${candidate} and ${baseline} have no case in common with a verdict on both sides.`;
  const rest = `${countsText(figures)}, ${pointsText(figures)}`;
  switch (verdict) {
    case "worse":
    case "better":
      return `${candidate} is ${verdict} than ${baseline}: ${rest}.`;
    case "not_worse": {
      const points = formatPoints(margin.share).replace("+", "");
      return margin.isEquivalent
        ? `${candidate} is equivalent to ${baseline} within ${points} points either way: ${rest}.`
        : `${candidate} is not worse than ${baseline} by ${points} points or more: ${rest}.`;
    }
    case "inconclusive": {
      const why =
        leastDiffering === null
          ? ""
          : `; with fewer than ${leastDiffering} differing cases neither better nor worse can be shown`;
      return `Whether ${candidate} is better or worse than ${baseline} is open: ${rest}${why}.`;
    }
  }
}

/** The same inside another sentence; a name keeps its own letters. */
function insideText(told: ToldDifference): string {
  const text = differenceText(told);
  return told.verdict === "inconclusive" && told.figures !== null ? `w${text.slice(1)}` : text;
}

/** With the same arm on both sides its name would say nothing of which is which. */
function otherText(other: OtherSide): string {
  if (other.kind === "baseline") return BASELINE;
  return other.kind === "arm" ? other.arm : `the baseline's ${other.arm}`;
}

/** With several trials a case a lower rate is no proof that the case got worse: half of the flaky ones have it every time. */
function countsText({ cases, regressed, improved, isOften }: Figures): string {
  const counted = isOften
    ? `${regressed} passed less often and ${improved} more often`
    : `${regressed} got worse and ${improved} better`;
  return `of ${plural(cases, "case")} ${counted}`;
}

function pointsText({ value, low, high, level, p, adjusted }: Figures): string {
  const interval =
    low === null || high === null
      ? ""
      : `, ${formatPercent(level)} interval ${formatPoints(low)} to ${formatPoints(high)}`;
  const tested = formatP(p, adjusted);
  return `${formatPoints(value)} points${interval}${tested === null ? "" : ` (two-sided ${tested})`}`;
}

/** " It scores 0.083 lower and costs 12.5% more." */
function measuresText(measures: readonly ShownMeasure[]): string {
  const parts = measures.map(({ measure, change }) => {
    if (measure === "score") {
      return `scores ${formatNumber(Number(Math.abs(change).toFixed(3)))} ${change > 0 ? "higher" : "lower"}`;
    }
    const share = formatPercent(Math.abs(change));
    if (measure === "costUsd") return `costs ${share} ${change > 0 ? "more" : "less"}`;
    return `takes ${share} ${change > 0 ? "longer" : "less time"}`;
  });
  return parts.length === 0 ? "" : ` It ${parts.join(" and ")}.`;
}

/** "of the 3 cases that passed less often, 2 are likely worse: refund (5 of 5 before, 0 of 5 now: 99.0%), late (…)". */
function shiftText({ direction, cases, likely, likeliest }: Shift): string {
  const of = `of the ${plural(cases, "case")} that passed ${direction === "worse" ? "less" : "more"} often`;
  const { total, first } = likely;
  if (total === 0) {
    const best =
      likeliest === null ? "" : ` (the likeliest is ${likeliest.name ?? "one"}, ${formatPercent(likeliest.chance)})`;
    return `${of}, none is likely to be ${direction} by itself${best}`;
  }
  const shown = first.map(({ name, before, now, chance }) => {
    const [was, is] = [before, now].map(({ passed, trials }) => `${passed} of ${trials}`);
    return `${name} (${was} before, ${is} now: ${formatPercent(chance)})`;
  });
  const more = total > shown.length ? ` and ${total - shown.length} more` : "";
  return `${of}, ${total} ${total === 1 ? "is" : "are"} likely ${direction}: ${shown.join(", ")}${more}`;
}
