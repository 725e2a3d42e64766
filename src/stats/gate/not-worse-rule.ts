import { also, rulingWords, withFigures } from "../../domain/diagnostics/ruling-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { GateVerdict, RuleRecord } from "../../domain/formats/records.ts";
import type { NotWorseThan } from "../../domain/suite.ts";
import { type Differences, differenceSums } from "../paired/differences.ts";
import { differenceLow } from "../paired/effective-pairs.ts";
import type { BoundedDifferences } from "../paired/pair-tally.ts";
import { pairedInterval, pairedTest } from "../paired/paired-evidence.ts";
import { notWorseAdvice, openInShort } from "./not-worse-advice.ts";
import { ruled, NO_FIGURES, type RuleFigures, type RuleSubject, ruleRecord, type Ruling } from "./ruling.ts";
import { testText } from "./what-more-costs.ts";

/** One candidate arm against its baseline. */
export interface NotWorseRule {
  readonly candidate: string;
  readonly baseline: string;
  /** What `pairs` are differences of. */
  readonly on: NotWorseThan["on"];
  readonly margin: number;
  readonly alpha: number;
  readonly minPaired: number;
  readonly pairs: BoundedDifferences;
  /** Cases that count, on each side: of the baseline also those that the candidate no longer has or counts. */
  readonly candidateCases: number;
  readonly baselineCases: number;
  /** Why cases of the baseline have no pair; null where that is not known. */
  readonly whyUnpaired: Sentence | null;
  /** Cases of the baseline that cannot pair, and how many of them had passed; absent or null where that is not known. */
  readonly leftOut?: { readonly cases: number; readonly passed: number } | null;
  readonly costPerCaseUsd: number | null;
  /** Is the baseline a stored one, whose trials are as they are? */
  readonly isBaselineStored: boolean;
  /** Is only the verdict wanted? */
  readonly isSketch: boolean;
}

/** The columns of a `not_worse_than` rule: its limit is −margin. */
export function notWorseSubject(candidate: string, { margin, on }: Pick<NotWorseThan, "margin" | "on">): RuleSubject {
  const subject = { rule: "not_worse_than", arm: candidate, tag: null, limit: -margin };
  return on === "score" ? { ...subject, on } : subject;
}

/**
 * Paired non-inferiority. Passes when the one-sided lower bound at 1 − alpha of the mean difference (candidate minus
 * baseline) is above −margin; fails when the one-sided exact test says that the candidate is worse at all; else
 * inconclusive. A drop proven to be real and proven to be within the margin passes: that is what the margin is for.
 * Open trials are bounded, the candidate's against it and the baseline's for it.
 */
export function ruleNotWorse(rule: NotWorseRule): Ruling {
  const subject = notWorseSubject(rule.candidate, rule);
  const { observed } = rule.pairs;
  const { count, mean } = differenceSums(observed);
  if (count === 0) return ruled(subject, NO_FIGURES, "incomplete", nothingPairs(rule));
  const bounds = rule.isSketch ? null : pairedInterval(observed, levelOf(rule));
  const figures = { value: mean, low: bounds?.low ?? null, high: bounds?.high ?? null };
  const reason = tooFewPairs(count, rule);
  return reason === null ? tested(rule, subject, figures) : ruled(subject, figures, "incomplete", reason);
}

/** Why nothing was compared. */
export function nothingPairs({ baseline, on, isBaselineStored, whyUnpaired: why }: NotWorseRule): Sentence {
  if (on === "pass_rate") return also(rulingWords("nothing-pairs", { baseline }), why);
  const unscored = isBaselineStored ? rulingWords("baseline-without-scores") : null;
  return also(rulingWords("no-scores-pair", { baseline }), why, unscored);
}

/** Why too few cases of one side have a pair; null where enough have. Leaving out what fails must not make a gate pass. */
export function tooFewPairs(
  count: number,
  { candidateCases, baselineCases, minPaired, baseline, whyUnpaired: why }: NotWorseRule,
): Sentence | null {
  if (count / candidateCases < minPaired) {
    return also(rulingWords("few-pair", { baseline, count, cases: candidateCases, minPaired }), why);
  }
  if (count / baselineCases < minPaired) {
    return also(rulingWords("few-still-pair", { baseline, count, cases: baselineCases, minPaired }), why);
  }
  return null;
}

function tested(rule: NotWorseRule, subject: RuleSubject, figures: RuleFigures): Ruling {
  const { worst, best } = rule.pairs;
  const isPassed = isWithinMargin(rule, worst);
  const p = pairedTest(best).worse;
  const shown = rulingWords("difference-bounds", { ...rule, ...figures, confidence: 1 - rule.alpha });
  const what = withLeftOut(shown, rule);
  const notRuledOut = rulingWords("not-ruled-out", rule);
  return {
    kind: "tested",
    subject,
    p,
    alpha: rule.alpha,
    settle: (settled) => {
      const record = (verdict: GateVerdict, words: Sentence): RuleRecord =>
        ruleRecord(subject, figures, verdict, rulingWords("of", { what, words }));
      const test = testText(p, settled);
      if (isPassed) return record("pass", rulingWords("not-worse", rule));
      if (settled.isProvenFail) return record("fail", rulingWords("worse-and-open", { test, open: notRuledOut }));
      const isOpen = differenceSums(worst).mean !== differenceSums(best).mean;
      const dependsOnMissing = isWithinMargin(rule, best) || pairedTest(worst).worse <= rule.alpha;
      if (isOpen && dependsOnMissing) {
        const told = rulingWords("of", { what, words: rulingWords("missing-answers-matter") });
        return ruleRecord(subject, figures, "incomplete", withFigures(missingInShort(rule, figures), told));
      }
      const open = rulingWords("open", { words: notRuledOut });
      if (rule.isSketch) return record("inconclusive", open);
      const alone = p <= rule.alpha ? rulingWords("alone-worse", { test }) : null;
      const words = also(open, alone, notWorseAdvice(rule, settled.tests));
      const told = rulingWords("of", { what, words });
      return ruleRecord(subject, figures, "inconclusive", withFigures(openInShort(rule), told));
    },
  };
}

/** Leaving out what fails can turn a loss into a pass: how many cases are left out, and how they stood, is said beside it. */
function withLeftOut(shown: Sentence, { leftOut }: NotWorseRule): Sentence {
  if (leftOut === undefined || leftOut === null || leftOut.cases === 0) return shown;
  return also(shown, rulingWords("cases-left-out", leftOut));
}

function missingInShort({ on, baseline }: NotWorseRule, { value }: RuleFigures): Sentence {
  const seen = rulingWords("difference-from", { on, value, baseline });
  return also(seen, rulingWords("worse-depends", { missing: "answers" }));
}

/** Two-sided level whose bounds are one-sided at 1 − alpha. */
function levelOf({ alpha }: NotWorseRule): number {
  return 1 - 2 * alpha;
}

function isWithinMargin(rule: NotWorseRule, differences: Differences): boolean {
  const low = differenceLow(differences, rule.alpha);
  return low !== null && low > -rule.margin;
}
