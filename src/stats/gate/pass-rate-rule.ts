import { also, rulingWords, withFigures } from "../../domain/diagnostics/ruling-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { GateVerdict, RuleRecord } from "../../domain/formats/records.ts";
import { type CaseSample, pBelow, provenHigh, provenLow, rateOfCases } from "../rate/case-sample.ts";
import { reaches } from "../rate/reaches.ts";
import type { RateEvidence } from "../evidence.ts";
import { ruled, NO_FIGURES, type RuleSubject, ruleRecord, type Ruling } from "./ruling.ts";
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
    return ruled(rule.subject, NO_FIGURES, "incomplete", rulingWords("nothing-tested"));
  }
  return rule.confidence === null ? rulePoint(rule) : ruleProven(rule, rule.confidence);
}

function rulePoint({ subject, rate }: PassRateRule): Ruling {
  const { value, low, high } = rateOfCases(rate.observed);
  const figures = { value, low, high };
  const [worst, best] = [meanOf(rate.worst), meanOf(rate.best)];
  const { limit } = subject;
  if (reaches(worst, limit)) return ruled(subject, figures, "pass", rulingWords("asked-for", { value, limit }));
  if (!reaches(best, limit)) return ruled(subject, figures, "fail", rulingWords("less-than-asked", { value, limit }));
  return ruled(subject, figures, "incomplete", rulingWords("rate-open", { value, worst, best, limit }));
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
  const p = pBelow(rate.best, limit, alpha);
  const isPassed = reaches(provenLow(rate.worst, confidence), limit);
  const dependsOnMissing =
    reaches(provenLow(rate.best, confidence), limit) || pBelow(rate.worst, limit, alpha) <= alpha;
  return {
    kind: "tested",
    subject,
    p,
    alpha,
    settle: (settled) => {
      const wanted = { on: "pass_rate", limit, confidence } as const;
      const shown = rulingWords("mean-bounds", { on: "pass_rate", ...figures, confidence });
      const record = (verdict: GateVerdict, short: Sentence, words: Sentence): RuleRecord => {
        const inShort = also(rulingWords("measured", { on: "pass_rate", value: figures.value }), short);
        return ruleRecord(subject, figures, verdict, withFigures(inShort, also(shown, words)));
      };
      if (isPassed) return ruleRecord(subject, figures, "pass", also(shown, rulingWords("proven-to-reach", wanted)));
      const test = testText(p, settled);
      const missed = rulingWords("proven-to-miss", wanted);
      if (settled.isProvenFail) return record("fail", missed, rulingWords("by-test", { words: missed, test }));
      if (dependsOnMissing && !isComplete(rate)) {
        const open = rulingWords("reaching-depends", { ...wanted, missing: "answers" });
        return record("incomplete", open, open);
      }
      const unsettled = rulingWords("not-settled", wanted);
      if (rule.isSketch) return ruleRecord(subject, figures, "inconclusive", also(shown, unsettled));
      const alone = p <= alpha ? rulingWords("alone-a-miss", { test }) : null;
      const open = { limit, alpha, sample: observed, costPerCaseUsd: rule.costPerCaseUsd };
      const words = also(unsettled, alone, rateAdvice(open, settled.tests));
      return record("inconclusive", openRateInShort(open, settled.tests), words);
    },
  };
}

function isComplete(rate: RateEvidence): boolean {
  return rate.worst.sum === rate.best.sum;
}

function meanOf(sample: CaseSample): number {
  return sample.sum / sample.count;
}
