import type { MeasureDifference } from "../domain/comparison-report.ts";
import type {
  ShownMeasure as ToldMeasure,
  OtherSide,
  ToldDifference,
} from "../domain/diagnostics/english/insights/differences.ts";
import { insightWords } from "../domain/diagnostics/insight-words.ts";
import type { Sentence } from "../domain/diagnostics/wording/sentence.ts";
import type { ArmSummary, Comparison } from "../domain/formats/records.ts";
import { DEFAULT_MARGIN } from "./paired/compare.ts";
import { leastDiscordant } from "./paired/mcnemar.ts";
import { REPORT_LEVEL } from "./rate/case-sample.ts";

const ALPHA = 0.05;
const USUAL_FAILURES = 0.05;

/**
 * A rate of 0% or 100% says less than it seems to: what it leaves open, one-sided as everywhere, with what a clean sheet
 * takes; null for any other rate and for none. `units`: cases, or clusters of them, that are independent of each other, and
 * how many independent cases they are worth.
 */
export function openRateSentence(
  { passed, failed, pass_rate: rate }: RateFigures,
  { units, worth }: { readonly units: number; readonly worth: number },
): Sentence | null {
  const decided = passed + failed;
  if (decided === 0 || (passed > 0 && failed > 0)) return null;
  const needed = cleanCasesNeeded(USUAL_FAILURES, REPORT_LEVEL);
  const left = (1 - REPORT_LEVEL) ** (1 / worth);
  return insightWords("rate-open", {
    passed,
    decided,
    cases: rate.n,
    clusters: units < rate.n ? units : null,
    worth: worth < units ? worth : null,
    bound: failed > 0 ? 1 - left : left,
    level: REPORT_LEVEL,
    needed: failed > 0 || worth >= needed ? null : { count: needed, rate: 1 - USUAL_FAILURES },
  });
}

type RateFigures = Pick<ArmSummary, "passed" | "failed" | "pass_rate">;

/**
 * A comparison as a person would say it: cases lost and won first, then the difference, the p-value last. Without proof it
 * is never "no regression".
 */
export function differenceSentence(comparison: Comparison): Sentence {
  return insightWords("arms-compared", toldDifference(comparison));
}

function toldDifference(comparison: Comparison): ToldDifference {
  const { candidate, verdict, equivalence } = comparison;
  return {
    candidate,
    other: otherSide(comparison),
    verdict,
    figures: comparison.cases === 0 ? null : figuresOf(comparison),
    // Where a margin was named and both bounds are inside it, it is "equivalent".
    margin: { share: equivalence?.margin ?? DEFAULT_MARGIN, isEquivalent: equivalence?.proven === true },
    leastDiffering: verdict === "inconclusive" ? leastDiffering(comparison) : null,
  };
}

function figuresOf({ cases, regressed, improved, both_pass: table, ...tested }: Comparison): ToldDifference["figures"] {
  const { value, low, high, level } = tested.difference;
  return {
    cases,
    regressed: regressed.length,
    improved: improved.length,
    isOften: table === null,
    value,
    low,
    high,
    level,
    p: tested.p_value,
    adjusted: tested.p_adjusted,
  };
}

/**
 * Several comparisons in one sentence that somebody who was not there can act on; with one, its own sentence and what it does
 * to costs and times.
 */
export function summarySentence(all: readonly ComparedWithMeasures[]): Sentence {
  const [first] = all;
  if (first === undefined) return insightWords("nothing-compared");
  if (all.length === 1) return insightWords("one-comparison", { ...inSuite(first), measures: shown(first.measures) });
  const count = (verdict: Comparison["verdict"]): number =>
    all.filter(({ comparison }) => comparison.verdict === verdict).length;
  const example = all.find(({ comparison }) => comparison.verdict === "worse") ?? likeliestWorse(all);
  return insightWords("many-comparisons", {
    worse: count("worse"),
    better: count("better"),
    notWorse: count("not_worse"),
    open: count("inconclusive"),
    example: example === null ? null : inSuite(example),
  });
}

function inSuite({ suite, comparison }: ComparedWithMeasures): {
  readonly suite: string;
  readonly told: ToldDifference;
} {
  return { suite, told: toldDifference(comparison) };
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

/** Only what the intervals show. */
function shown(measures: readonly MeasureDifference[]): ToldMeasure[] {
  return measures.flatMap(({ measure, baseline, difference, low, high }): ToldMeasure[] => {
    if (measure === "outputTokens" || low === null || high === null) return [];
    if (low <= 0 && high >= 0) return [];
    if (measure === "score") return [{ measure, change: difference }];
    return baseline <= 0 ? [] : [{ measure, change: difference / baseline }];
  });
}

function otherSide({ against, baseline, candidate }: Comparison): OtherSide {
  if (against === "arm") return { kind: "arm", arm: baseline };
  return baseline === candidate ? { kind: "baseline" } : { kind: "arm of the baseline", arm: baseline };
}

/** With fewer differing cases an open comparison cannot but be open; null: that is not why it is. */
function leastDiffering({ cases, regressed, improved, test }: Comparison): number | null {
  const differing = regressed.length + improved.length;
  const least = leastDiscordant(ALPHA, 2);
  return differing >= least || test === null || differing > cases ? null : least;
}

/**
 * How many cases must all pass to claim, at `confidence`, that less than `failureShare` fail: ln(1 − c)/ln(1 − f). 59 for
 * 5 % at 95 %, 299 for 1 % (the "rule of three": Hanley & Lippman-Hand, JAMA 249 (1983) 1743–1745).
 */
export function cleanCasesNeeded(failureShare: number, confidence: number): number {
  return Math.ceil(Math.log(1 - confidence) / Math.log(1 - failureShare));
}
