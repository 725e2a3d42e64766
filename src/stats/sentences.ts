import { formatNumber, formatP, formatPercent, formatPoints, plural } from "../base/figures.ts";
import type { MeasureDifference } from "../domain/comparison-report.ts";
import type { ArmSummary, Comparison } from "../domain/formats/records.ts";
import { DEFAULT_MARGIN } from "./paired/compare.ts";
import { leastDiscordant } from "./paired/mcnemar.ts";
import { REPORT_LEVEL } from "./rate/case-sample.ts";

const ALPHA = 0.05;
const USUAL_FAILURES = 0.05;

/**
 * A rate of 0% or 100% says less than it seems to: what it leaves open, one-sided as everywhere, with what a clean sheet
 * takes; null for any other rate and for none. `units`: cases, or clusters of them, that are independent of each other.
 */
export function openRateSentence({ passed, failed, pass_rate: rate }: RateFigures, units: number): string | null {
  const decided = passed + failed;
  if (decided === 0 || (passed > 0 && failed > 0)) return null;
  const needed = cleanCasesNeeded(USUAL_FAILURES, REPORT_LEVEL);
  const level = `${formatPercent(REPORT_LEVEL)} confidence, one-sided`;
  const left = (1 - REPORT_LEVEL) ** (1 / units);
  const counted = `${passed} of ${decided} passed${countedOver(decided, rate.n, units)}`;
  if (failed > 0) return `${counted}: the true rate is at most ${formatPercent(1 - left)} (${level})`;
  const open = `${counted}: the true rate is at least ${formatPercent(left)} (${level})`;
  if (units >= needed) return open;
  const clean = units < rate.n ? "clusters" : "cases";
  return `${open}; ${needed} ${clean} without a failure would show at least ${formatPercent(1 - USUAL_FAILURES)}`;
}

function countedOver(decided: number, cases: number, units: number): string {
  if (units < cases) return ` over ${plural(cases, "case")} in ${plural(units, "cluster")}`;
  return decided > cases ? ` over ${plural(cases, "case")}` : "";
}

type RateFigures = Pick<ArmSummary, "passed" | "failed" | "pass_rate">;

/**
 * A comparison as a person would say it: cases lost and won first, then the difference, the p-value last. Without proof it
 * is never "no regression".
 */
export function differenceSentence(comparison: Comparison): string {
  const { candidate, cases, verdict } = comparison;
  const baseline = otherSide(comparison);
  if (cases === 0) return `${candidate} and ${baseline} have no case in common with a verdict on both sides.`;
  const counted = countsText(comparison);
  switch (verdict) {
    case "worse":
    case "better":
      return `${candidate} is ${verdict} than ${baseline}: ${counted}, ${pointsText(comparison)}.`;
    case "not_worse":
      return `${candidate} is ${notWorseText(comparison, baseline)}: ${counted}, ${pointsText(comparison)}.`;
    case "inconclusive":
      return `Whether ${candidate} is better or worse than ${baseline} is open: ${counted}, ${openText(comparison)}.`;
  }
}

/**
 * Several comparisons in one sentence that somebody who was not there can act on; with one, its own sentence and what it does
 * to costs and times.
 */
export function summarySentence(all: readonly ComparedWithMeasures[]): string {
  const [first] = all;
  if (first === undefined) return "Nothing was compared.";
  if (all.length === 1)
    return `In ${first.suite}, ${lowerStart(differenceSentence(first.comparison))}${measuresText(first.measures)}`;
  const count = (verdict: Comparison["verdict"]): number =>
    all.filter(({ comparison }) => comparison.verdict === verdict).length;
  const parts = [
    `${count("worse")} worse`,
    `${count("better")} better`,
    `${count("not_worse")} not worse`,
    `${count("inconclusive")} open`,
  ];
  const told = all.find(({ comparison }) => comparison.verdict === "worse") ?? likeliestWorse(all);
  const why = told === null ? "" : ` In ${told.suite}, ${lowerStart(differenceSentence(told.comparison))}`;
  return `Of ${all.length} comparisons: ${parts.join(", ")}.${why}`;
}

/** Of open comparisons the one that leans most to worse; null where none has more cases that got worse than better. */
function likeliestWorse(all: readonly ComparedWithMeasures[]): ComparedWithMeasures | null {
  const lean = ({ comparison: { difference } }: ComparedWithMeasures): number => difference.value ?? 0;
  const open = all.filter(({ comparison: { verdict, regressed, improved } }) => {
    return verdict === "inconclusive" && regressed.length > improved.length;
  });
  const [first] = open.toSorted((a, b) => lean(a) - lean(b));
  return first ?? null;
}

interface ComparedWithMeasures {
  /** The name of the suite that it is of. */
  readonly suite: string;
  readonly comparison: Comparison;
  readonly measures: readonly MeasureDifference[];
}

/** A sentence inside another; a name keeps its own letters. */
function lowerStart(sentence: string): string {
  return sentence.startsWith("Whether ") ? `w${sentence.slice(1)}` : sentence;
}

/** " It scores 0.08 lower and costs 12.5% more.": only what the intervals show; nothing where they show nothing. */
function measuresText(measures: readonly MeasureDifference[]): string {
  const words = { costUsd: ["costs", "more", "less"], latencyMs: ["takes", "longer", "less time"] } as const;
  const shown = measures.flatMap(({ measure, baseline, difference, low, high }) => {
    if (measure === "outputTokens" || low === null || high === null) return [];
    if (low <= 0 && high >= 0) return [];
    if (measure === "score") return [scoreText(difference)];
    if (baseline <= 0) return [];
    const [verb, up, down] = words[measure];
    return [`${verb} ${formatPercent(Math.abs(difference) / baseline)} ${difference > 0 ? up : down}`];
  });
  return shown.length === 0 ? "" : ` It ${shown.join(" and ")}.`;
}

/** "scores 0.083 lower". */
function scoreText(difference: number): string {
  return `scores ${formatNumber(Number(Math.abs(difference).toFixed(3)))} ${difference > 0 ? "higher" : "lower"}`;
}

/** With the same arm on both sides its name would say nothing of which is which. */
function otherSide({ against, baseline, candidate }: Comparison): string {
  if (against === "arm") return baseline;
  return baseline === candidate ? "the baseline" : `the baseline's ${baseline}`;
}

/** "not worse than main by 5.0 points or more"; where a margin was named and both bounds are inside it, "equivalent". */
function notWorseText({ equivalence }: Comparison, baseline: string): string {
  const points = formatPoints(equivalence?.margin ?? DEFAULT_MARGIN).replace("+", "");
  if (equivalence?.proven === true) return `equivalent to ${baseline} within ${points} points either way`;
  return `not worse than ${baseline} by ${points} points or more`;
}

/** With several trials a case a lower rate is no proof that the case got worse: half of the flaky ones have it every time. */
function countsText({ cases, regressed, improved, both_pass: table }: Comparison): string {
  const [lost, won] = [regressed.length, improved.length];
  const counted =
    table === null ? `${lost} passed less often and ${won} more often` : `${lost} got worse and ${won} better`;
  return `of ${plural(cases, "case")} ${counted}`;
}

function pointsText(comparison: Comparison): string {
  const { value, low, high, level } = comparison.difference;
  const interval =
    low === null || high === null
      ? ""
      : `, ${formatPercent(level)} interval ${formatPoints(low)} to ${formatPoints(high)}`;
  const p = formatP(comparison.p_value, comparison.p_adjusted);
  return `${formatPoints(value)} points${interval}${p === null ? "" : ` (two-sided ${p})`}`;
}

/** Why an open comparison is open: too few cases differ to show a change, or the sample does not settle it. */
function openText(comparison: Comparison): string {
  const { cases, regressed, improved, test } = comparison;
  const differing = regressed.length + improved.length;
  const least = leastDiscordant(ALPHA, 2);
  if (differing >= least || test === null || differing > cases) return pointsText(comparison);
  return `${pointsText(comparison)}; with fewer than ${least} differing cases neither better nor worse can be shown`;
}

/**
 * How many cases must all pass to claim, at `confidence`, that less than `failureShare` fail: ln(1 − c)/ln(1 − f). 59 for
 * 5 % at 95 %, 299 for 1 % (the "rule of three": Hanley & Lippman-Hand, JAMA 249 (1983) 1743–1745).
 */
export function cleanCasesNeeded(failureShare: number, confidence: number): number {
  return Math.ceil(Math.log(1 - confidence) / Math.log(1 - failureShare));
}
