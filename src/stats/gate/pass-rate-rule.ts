import { formatPercent } from "../../base/figures.ts";
import type { GateVerdict, RuleRecord } from "../../domain/formats/records.ts";
import { reasonWithFigures } from "../../domain/values/rule-reason.ts";
import { type CaseSample, pBelow, provenHigh, provenLow, rateOfCases } from "../rate/case-sample.ts";
import { reaches } from "../rate/reaches.ts";
import type { RateEvidence } from "../evidence.ts";
import { ruled, NO_FIGURES, type RuleFigures, type RuleSubject, ruleRecord, type Ruling } from "./ruling.ts";
import { openRateInShort, rateAdvice } from "./rate-advice.ts";
import { testText } from "./what-more-costs.ts";

/** A pass rate that some cases have to reach; without `confidence` the plain rate counts. */
export interface PassRateRule {
  readonly subject: RuleSubject & { readonly limit: number };
  readonly confidence: number | null;
  readonly rate: RateEvidence;
  readonly costPerCaseUsd: number | null;
  /** Is only the verdict wanted? */
  readonly isSketch: boolean;
}

/**
 * Rules on `pass_rate` and `by_tag`. Open trials are bounded: the rule passes if it would were they all failures, fails if it
 * would were they all passes, and is incomplete between. With `confidence` c it passes when the one-sided exact lower bound
 * at c reaches the limit, fails when the upper one misses it, and is else inconclusive.
 */
export function rulePassRate(rule: PassRateRule): Ruling {
  if (rule.rate.observed.count === 0) {
    return ruled(rule.subject, NO_FIGURES, "incomplete", "no trial has a verdict: nothing was tested");
  }
  return rule.confidence === null ? rulePoint(rule) : ruleProven(rule, rule.confidence);
}

function rulePoint({ subject, rate }: PassRateRule): Ruling {
  const { value, low, high } = rateOfCases(rate.observed);
  const figures = { value, low, high };
  const [worst, best] = [meanOf(rate.worst), meanOf(rate.best)];
  const limit = formatPercent(subject.limit);
  const passed = `${formatPercent(value)} passed`;
  if (reaches(worst, subject.limit))
    return ruled(subject, figures, "pass", `${passed}, at least ${limit} are asked for`);
  if (!reaches(best, subject.limit)) return ruled(subject, figures, "fail", `${passed}, less than ${limit}`);
  const reason = `${passed}, but with the missing answers it may be ${formatPercent(worst)} or ${formatPercent(best)}; ${limit} are asked for`;
  return ruled(subject, figures, "incomplete", reason);
}

function ruleProven(rule: PassRateRule, confidence: number): Ruling {
  const { subject, rate } = rule;
  const { limit } = subject;
  const alpha = 1 - confidence;
  const { observed } = rate;
  const figures = {
    value: meanOf(observed),
    low: provenLow(observed, confidence),
    high: provenHigh(observed, confidence),
  };
  const p = pBelow(rate.best, limit);
  const isPassed = reaches(provenLow(rate.worst, confidence), limit);
  const dependsOnMissing = reaches(provenLow(rate.best, confidence), limit) || pBelow(rate.worst, limit) <= alpha;
  return {
    kind: "tested",
    subject,
    p,
    alpha,
    settle: (settled) => {
      const wanted = `${formatPercent(limit)} at ${formatPercent(confidence)} confidence`;
      const shown = boundsText(figures, confidence);
      const record = (verdict: GateVerdict, short: string, words: string): RuleRecord => {
        const inShort = `${formatPercent(figures.value)} passed; ${short}`;
        return ruleRecord(subject, figures, verdict, reasonWithFigures(inShort, `${shown}; ${words}`));
      };
      if (isPassed) return ruleRecord(subject, figures, "pass", `${shown}; proven to reach ${wanted}`);
      const missed = `proven to miss ${wanted}`;
      if (settled.isProvenFail) return record("fail", missed, `${missed} (${testText(p, settled)})`);
      if (dependsOnMissing && !isComplete(rate)) {
        const open = `whether it reaches ${wanted} depends on missing answers`;
        return record("incomplete", open, open);
      }
      if (rule.isSketch) return ruleRecord(subject, figures, "inconclusive", `${shown}; ${wanted} is not settled`);
      const alone = p <= alpha ? `alone it would miss it (${testText(p, settled)}); ` : "";
      const open = { limit, alpha, sample: observed, costPerCaseUsd: rule.costPerCaseUsd };
      const words = `${wanted} is not settled; ${alone}${rateAdvice(open, settled.tests)}`;
      return record("inconclusive", openRateInShort(open, settled.tests), words);
    },
  };
}

/** Each bound errs with a chance of 1 − confidence, so that both hold with less: said, since two bounds look like an interval. */
function boundsText({ value, low, high }: RuleFigures, confidence: number): string {
  const bounds = `at least ${formatPercent(low)} and at most ${formatPercent(high)}`;
  return `${formatPercent(value)} passed; the true rate is ${bounds}, each with ${formatPercent(confidence)} confidence`;
}

function isComplete(rate: RateEvidence): boolean {
  return rate.worst.sum === rate.best.sum;
}

function meanOf(sample: CaseSample): number {
  return sample.sum / sample.count;
}
