import { formatNumber, formatPercent, plural } from "../../base/figures.ts";
import type { GateVerdict, RuleRecord } from "../../domain/formats/records.ts";
import { reasonWithFigures } from "../../domain/values/rule-reason.ts";
import type { ScoreEvidence, ScoreSample } from "../evidence.ts";
import { leastCases, USUAL_POWER } from "../paired/power.ts";
import { boundedMeanHigh, boundedMeanLow, type MeanUnit, pMeanBelow } from "../rate/bounded-mean.ts";
import { REPORT_LEVEL } from "../rate/case-sample.ts";
import { reaches } from "../rate/reaches.ts";
import { normalQuantile } from "../numeric/normal.ts";
import { wouldText } from "./rate-advice.ts";
import { ruled, NO_FIGURES, type RuleFigures, type RuleSubject, ruleRecord, type Ruling } from "./ruling.ts";
import { remedyText, testText } from "./what-more-costs.ts";

/** A mean score that an arm has to reach; without `confidence` the plain mean counts. */
export interface MeanScoreRule {
  readonly subject: RuleSubject & { readonly limit: number };
  readonly confidence: number | null;
  readonly score: ScoreEvidence;
  readonly costPerCaseUsd: number | null;
  /** Is only the verdict wanted? */
  readonly isSketch: boolean;
}

const SCORES = { least: 0, most: 1 } as const;

/**
 * `mean_score`: the mean over cases of their trials' mean score; trials without a score are bounded by 0 and 1. With
 * `confidence` c the one-sided lower bound at c has to reach the limit, and the rule fails where the upper one misses it: bounds
 * over cases, or clusters of them, that hold whatever the distribution of scores (`boundedMeanLow`).
 */
export function ruleMeanScore(rule: MeanScoreRule): Ruling {
  if (rule.score.observed.count === 0) {
    return ruled(rule.subject, NO_FIGURES, "incomplete", "no trial has a score: nothing was tested");
  }
  return rule.confidence === null ? rulePoint(rule) : ruleProven(rule, rule.confidence);
}

function rulePoint({ subject, score }: MeanScoreRule): Ruling {
  const figures = figuresOf(score.observed, (1 - REPORT_LEVEL) / 2);
  const text = `mean score ${formatNumber(figures.value)}, at least ${formatNumber(subject.limit)} is asked for`;
  if (reaches(meanOf(score.worst), subject.limit)) return ruled(subject, figures, "pass", text);
  if (!reaches(meanOf(score.best), subject.limit)) return ruled(subject, figures, "fail", text);
  return ruled(subject, figures, "incomplete", `${text}; it depends on trials without a score`);
}

function ruleProven(rule: MeanScoreRule, confidence: number): Ruling {
  const { subject, score } = rule;
  const { limit } = subject;
  const alpha = 1 - confidence;
  const figures = figuresOf(score.observed, alpha);
  const isProven = ({ units }: ScoreSample): boolean => reaches(boundedMeanLow(units, SCORES, alpha) ?? 0, limit);
  const p = pMeanBelow(score.best.units, SCORES, limit);
  const [isPassed, isOpen] = [isProven(score.worst), score.worst.sum !== score.best.sum];
  const dependsOnMissing = isProven(score.best) || pMeanBelow(score.worst.units, SCORES, limit) <= alpha;
  return {
    kind: "tested",
    subject,
    p,
    alpha,
    settle: (settled) => {
      const wanted = `${formatNumber(limit)} at ${formatPercent(confidence)} confidence`;
      const text = boundsText(figures, confidence);
      if (isPassed) return ruleRecord(subject, figures, "pass", `${text}; proven to reach ${wanted}`);
      const record = (verdict: GateVerdict, short: string, words: string): RuleRecord => {
        const inShort = `mean score ${formatNumber(figures.value)}; ${short}`;
        return ruleRecord(subject, figures, verdict, reasonWithFigures(inShort, `${text}; ${words}`));
      };
      const test = testText(p, settled);
      const missed = `proven to miss ${wanted}`;
      if (settled.isProvenFail) return record("fail", missed, `${missed} (${test})`);
      if (isOpen && dependsOnMissing) {
        const open = `whether it reaches ${wanted} depends on trials without a score`;
        return record("incomplete", open, open);
      }
      if (rule.isSketch) return ruleRecord(subject, figures, "inconclusive", `${text}; ${wanted} is not settled`);
      const alone = p <= alpha ? `; alone it would miss it (${test})` : "";
      const { short, long } = adviceText(rule, alpha, settled.tests);
      return record("inconclusive", short, `${wanted} is not settled${alone}${long}`);
    },
  };
}

function figuresOf(sample: ScoreSample, tail: number): RuleFigures {
  const { units } = sample;
  const [low, high] = [boundedMeanLow(units, SCORES, tail), boundedMeanHigh(units, SCORES, tail)];
  return { value: meanOf(sample), low, high };
}

function meanOf({ sum, count }: ScoreSample): number {
  return sum / count;
}

/** Each bound errs with a chance of 1 − confidence: said, since two bounds look like an interval. */
function boundsText({ value, low, high }: RuleFigures, confidence: number): string {
  const bounds = `at least ${formatNumber(low)} and at most ${formatNumber(high)}`;
  return `mean score ${formatNumber(value)}; the true mean is ${bounds}, each with ${formatPercent(confidence)} confidence`;
}

/** How many cases like these would settle it 4 times in 5: as the first sentence of a report has it, and at length. */
function adviceText(
  { subject, score, costPerCaseUsd }: MeanScoreRule,
  alpha: number,
  tests: number,
): { readonly short: string; readonly long: string } {
  const { limit } = subject;
  const { units, count } = score.observed;
  const mean = meanOf(score.observed);
  const told = `${plural(count, "case")} cannot tell whether ${formatNumber(limit)} is reached`;
  if (reaches(mean, limit) && reaches(limit, mean)) {
    const long = "; the mean is at the limit itself, which no number of cases can prove";
    return { short: `${told}: that is the limit itself`, long };
  }
  const spread = normalQuantile(USUAL_POWER) * deviationOf(units, mean);
  const needed = leastCases(count + 1, (cases) => {
    const like = units.map((unit) => ({ ...unit, times: (unit.times * cases) / count }));
    const reach = spread / Math.sqrt(cases);
    if (mean > limit) return (boundedMeanLow(like, SCORES, alpha) ?? 0) - reach >= limit;
    return (boundedMeanHigh(like, SCORES, alpha / Math.max(1, tests)) ?? 1) + reach < limit;
  });
  const clusters = units.reduce((sum, { times }) => sum + times, 0);
  const isClustered = needed !== null && clusters < count;
  const remedy = {
    cases: needed,
    clusters: isClustered ? Math.ceil((needed * clusters) / count) : null,
    trials: null,
  };
  const settles = remedyText(remedy, { cases: count, trials: 1, costPerCaseUsd });
  if (needed === null || settles === null) return { short: told, long: "" };
  const short = `${told}; ${wouldText(needed, remedy.clusters)}`;
  return { short, long: `; at this mean ${settles} would settle it 4 times in 5` };
}

/** Of a mean of n cases, times √n. */
function deviationOf(units: readonly MeanUnit[], mean: number): number {
  const [squares, cases] = units.reduce(
    ([sum, count], { sum: value, cases: size, times }) => [
      sum + times * (value - mean * size) ** 2,
      count + times * size,
    ],
    [0, 0],
  );
  return Math.sqrt(squares / Math.max(1, cases));
}
