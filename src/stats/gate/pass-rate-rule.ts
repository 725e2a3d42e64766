import { formatPercent, plural } from "../../base/figures.ts";
import { detectableShortfall, oneSampleTrials } from "../paired/power.ts";
import { type CaseSample, pBelow, provenHigh, provenLow, rateOfCases } from "../rate/case-sample.ts";
import { reaches } from "../rate/reaches.ts";
import type { RateEvidence } from "../evidence.ts";
import { ruled, NO_FIGURES, type RuleFigures, type RuleSubject, ruleRecord, type Ruling } from "./ruling.ts";
import { moreCases, oneSided } from "./what-more-costs.ts";

/** A pass rate that some cases have to reach; without `confidence` the plain rate counts. */
export interface PassRateRule {
  readonly subject: RuleSubject & { readonly limit: number };
  readonly confidence: number | null;
  readonly rate: RateEvidence;
  readonly costPerCaseUsd: number | null;
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
  const isPassed = reaches(provenLow(rate.worst, confidence), limit);
  const dependsOnMissing = reaches(provenLow(rate.best, confidence), limit) || pBelow(rate.worst, limit) <= alpha;
  return {
    kind: "tested",
    subject,
    p: pBelow(rate.best, limit),
    alpha,
    settle: ({ isProvenFail }) => {
      const wanted = `${formatPercent(limit)} at ${formatPercent(confidence)} confidence`;
      const shown = boundsText(figures);
      if (isPassed) return ruleRecord(subject, figures, "pass", `${shown}; proven to reach ${wanted}`);
      if (isProvenFail) return ruleRecord(subject, figures, "fail", `${shown}; proven to miss ${wanted}`);
      if (dependsOnMissing && !isComplete(rate)) {
        return ruleRecord(
          subject,
          figures,
          "incomplete",
          `${shown}; whether it reaches ${wanted} depends on missing answers`,
        );
      }
      return ruleRecord(
        subject,
        figures,
        "inconclusive",
        `${shown}; ${wanted} is not settled; ${adviceOn(rule, alpha)}`,
      );
    },
  };
}

function boundsText({ value, low, high }: RuleFigures): string {
  return `${formatPercent(value)} passed, the true rate is at least ${formatPercent(low)} and at most ${formatPercent(high)}`;
}

function adviceOn({ subject, rate, costPerCaseUsd }: PassRateRule, alpha: number): string {
  const { count, sum } = rate.observed;
  const rateNow = sum / count;
  const seen = seenText(count, subject.limit, alpha);
  if (reaches(rateNow, subject.limit) && reaches(subject.limit, rateNow)) {
    return `the rate is at the limit itself, which ${plural(count, "case")} or more cannot prove; ${seen}`;
  }
  return `${seen}; at this rate ${moreCases(oneSampleTrials(rateNow, subject.limit, oneSided(alpha)), count, costPerCaseUsd)}`;
}

/** The smallest miss that the sample shows at the usual power. */
function seenText(count: number, limit: number, alpha: number): string {
  const shortfall = detectableShortfall(count, limit, oneSided(alpha));
  if (shortfall === null) return `${plural(count, "case")} show no miss reliably`;
  return `a true rate of ${formatPercent(limit - shortfall)} or less is seen 4 times in 5`;
}

function isComplete(rate: RateEvidence): boolean {
  return rate.worst.sum === rate.best.sum;
}

function meanOf(sample: CaseSample): number {
  return sample.sum / sample.count;
}
