import { also, rulingWords, withFigures } from "../../domain/diagnostics/ruling-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { GateVerdict, RuleRecord } from "../../domain/formats/records.ts";
import type { ScoreEvidence, ScoreSample } from "../evidence.ts";
import { leastCases, USUAL_POWER } from "../paired/power.ts";
import { boundedMeanHigh, boundedMeanLow, pMeanBelow } from "../rate/bounded-mean.ts";
import type { MeanUnit } from "../rate/mean-unit.ts";
import { REPORT_LEVEL } from "../rate/case-sample.ts";
import { reaches } from "../rate/reaches.ts";
import { normalQuantile } from "../numeric/normal.ts";
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
    return ruled(rule.subject, NO_FIGURES, "incomplete", rulingWords("no-score"));
  }
  return rule.confidence === null ? rulePoint(rule) : ruleProven(rule, rule.confidence);
}

function rulePoint({ subject, score }: MeanScoreRule): Ruling {
  const figures = figuresOf(score.observed, (1 - REPORT_LEVEL) / 2);
  const text = rulingWords("score-asked-for", { value: figures.value, limit: subject.limit });
  if (reaches(meanOf(score.worst), subject.limit)) return ruled(subject, figures, "pass", text);
  if (!reaches(meanOf(score.best), subject.limit)) return ruled(subject, figures, "fail", text);
  return ruled(subject, figures, "incomplete", also(text, rulingWords("unscored-trials-matter")));
}

function ruleProven(rule: MeanScoreRule, confidence: number): Ruling {
  const { subject, score } = rule;
  const { limit } = subject;
  const alpha = 1 - confidence;
  const figures = figuresOf(score.observed, alpha);
  const isProven = ({ units }: ScoreSample): boolean => reaches(boundedMeanLow(units, SCORES, alpha) ?? 0, limit);
  const p = pMeanBelow(score.best.units, SCORES, limit, alpha);
  const [isPassed, isOpen] = [isProven(score.worst), score.worst.sum !== score.best.sum];
  const dependsOnMissing = isProven(score.best) || pMeanBelow(score.worst.units, SCORES, limit, alpha) <= alpha;
  return {
    kind: "tested",
    subject,
    p,
    alpha,
    settle: (settled) => {
      const wanted = { on: "score", limit, confidence } as const;
      const text = rulingWords("mean-bounds", { on: "score", ...figures, confidence });
      if (isPassed) return ruleRecord(subject, figures, "pass", also(text, rulingWords("proven-to-reach", wanted)));
      const record = (verdict: GateVerdict, short: Sentence, words: Sentence): RuleRecord => {
        const inShort = also(rulingWords("measured", { on: "score", value: figures.value }), short);
        return ruleRecord(subject, figures, verdict, withFigures(inShort, also(text, words)));
      };
      const test = testText(p, settled);
      const missed = rulingWords("proven-to-miss", wanted);
      if (settled.isProvenFail) return record("fail", missed, rulingWords("by-test", { words: missed, test }));
      if (isOpen && dependsOnMissing) {
        const open = rulingWords("reaching-depends", { ...wanted, missing: "scores" });
        return record("incomplete", open, open);
      }
      const unsettled = rulingWords("not-settled", wanted);
      if (rule.isSketch) return ruleRecord(subject, figures, "inconclusive", also(text, unsettled));
      const alone = p <= alpha ? rulingWords("alone-a-miss", { test }) : null;
      const { short, long } = adviceText(rule, alpha, settled.tests);
      return record("inconclusive", short, also(unsettled, alone, long));
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

/** How many cases like these would settle it 4 times in 5: as the first sentence of a report has it, and at length. */
function adviceText(
  { subject, score, costPerCaseUsd }: MeanScoreRule,
  alpha: number,
  tests: number,
): { readonly short: Sentence; readonly long: Sentence | null } {
  const { limit } = subject;
  const { units, count } = score.observed;
  const mean = meanOf(score.observed);
  const isAtLimit = reaches(mean, limit) && reaches(limit, mean);
  const told = rulingWords("cases-cannot-tell", { on: "score", count, limit, isAtLimit });
  if (isAtLimit) return { short: told, long: rulingWords("at-limit", { on: "score" }) };
  const spread = normalQuantile(USUAL_POWER) * deviationOf(units, mean);
  const needed = leastCases(count + 1, (cases) => {
    const like = units.map((unit) => ({ ...unit, times: (unit.times * cases) / count }));
    const reach = spread / Math.sqrt(cases);
    if (mean > limit) return (boundedMeanLow(like, SCORES, alpha) ?? 0) - reach >= limit;
    return (boundedMeanHigh(like, SCORES, alpha / Math.max(1, tests)) ?? 1) + reach < limit;
  });
  const clusters = units.reduce((sum, { times }) => sum + times, 0);
  const isClustered = needed !== null && clusters < count;
  const inClusters = isClustered ? Math.ceil((needed * clusters) / count) : null;
  const ways = { cases: needed, clusters: inClusters, trials: null };
  const remedy = remedyText(ways, { cases: count, trials: 1, costPerCaseUsd });
  if (needed === null || remedy === null) return { short: told, long: null };
  const short = also(told, rulingWords("cases-would", { cases: needed, clusters: inClusters }));
  return { short, long: rulingWords("would-settle", { on: "score", remedy }) };
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
