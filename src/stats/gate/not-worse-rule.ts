import { formatPercent, plural } from "../../base/figures.ts";
import type { GateVerdict, RuleRecord } from "../../domain/formats/records.ts";
import { reasonWithFigures } from "../../domain/values/rule-reason.ts";
import type { NotWorseThan } from "../../domain/suite.ts";
import { type Differences, differenceSums } from "../paired/differences.ts";
import { differenceLow } from "../paired/effective-pairs.ts";
import type { BoundedDifferences } from "../paired/pair-tally.ts";
import { pairedInterval, pairedTest } from "../paired/paired-evidence.ts";
import { notWorseAdvice, openInShort } from "./not-worse-advice.ts";
import { scaleWords } from "./scale-words.ts";
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
  readonly whyUnpaired: string | null;
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
export function nothingPairs({ baseline, on, isBaselineStored, whyUnpaired }: NotWorseRule): string {
  if (on === "pass_rate") return `no case pairs with ${baseline}: nothing was compared${because(whyUnpaired)}`;
  const why = isBaselineStored ? "; a baseline of an earlier version keeps no scores, accept a run anew" : "";
  return `no case has a score here and on ${baseline}: nothing was compared${because(whyUnpaired)}${why}`;
}

/** Why too few cases of one side have a pair; null where enough have. Leaving out what fails must not make a gate pass. */
export function tooFewPairs(
  count: number,
  { candidateCases, baselineCases, minPaired, baseline, whyUnpaired }: NotWorseRule,
): string | null {
  const wanted = `${formatPercent(minPaired)} are asked for`;
  if (count / candidateCases < minPaired)
    return `only ${count} of ${plural(candidateCases, "case")} pair with ${baseline}; ${wanted}${because(whyUnpaired)}`;
  if (count / baselineCases < minPaired)
    return `only ${count} of the ${plural(baselineCases, "case")} of ${baseline} still pair; ${wanted}${because(whyUnpaired)}`;
  return null;
}

function because(why: string | null): string {
  return why === null ? "" : `; ${why}`;
}

function tested(rule: NotWorseRule, subject: RuleSubject, figures: RuleFigures): Ruling {
  const { worst, best } = rule.pairs;
  const isPassed = isWithinMargin(rule, worst);
  const { p, margin, text } = {
    p: pairedTest(best).worse,
    margin: scaleWords(rule.on).amount(rule.margin),
    text: shown(rule, figures),
  };
  const notRuledOut = `a drop of ${margin} or more is not ruled out`;
  return {
    kind: "tested",
    subject,
    p,
    alpha: rule.alpha,
    settle: (settled) => {
      const record = (verdict: GateVerdict, words: string): RuleRecord =>
        ruleRecord(subject, figures, verdict, `${text}: ${words}`);
      if (isPassed) return record("pass", `not worse by ${margin} or more`);
      if (settled.isProvenFail) return record("fail", `worse (${testText(p, settled)}), and ${notRuledOut}`);
      const isOpen = differenceSums(worst).mean !== differenceSums(best).mean;
      const dependsOnMissing = isWithinMargin(rule, best) || pairedTest(worst).worse <= rule.alpha;
      if (isOpen && dependsOnMissing) {
        const reason = reasonWithFigures(missingInShort(rule, figures), `${text}: it depends on missing answers`);
        return ruleRecord(subject, figures, "incomplete", reason);
      }
      if (rule.isSketch) return record("inconclusive", `open: ${notRuledOut}`);
      const alone = p <= rule.alpha ? `alone it would be worse (${testText(p, settled)}); ` : "";
      const words = `${text}: open: ${notRuledOut}; ${alone}${notWorseAdvice(rule, settled.tests)}`;
      return ruleRecord(subject, figures, "inconclusive", reasonWithFigures(openInShort(rule), words));
    },
  };
}

function missingInShort({ on, baseline }: NotWorseRule, { value }: RuleFigures): string {
  const seen = `${scaleWords(on).difference(value)} against ${baseline}`;
  return `${seen}; whether it is worse depends on missing answers`;
}

/** "−5.0 points against main (at least −9.1, at most −0.9, each with 95% confidence)". */
function shown({ baseline, alpha, on }: NotWorseRule, { value, low, high }: RuleFigures): string {
  const { signed, difference } = scaleWords(on);
  const bounds = `at least ${signed(low)}, at most ${signed(high)}, each with ${formatPercent(1 - alpha)} confidence`;
  return `${difference(value)} against ${baseline} (${bounds})`;
}

/** Two-sided level whose bounds are one-sided at 1 − alpha. */
function levelOf({ alpha }: NotWorseRule): number {
  return 1 - 2 * alpha;
}

function isWithinMargin(rule: NotWorseRule, differences: Differences): boolean {
  const low = differenceLow(differences, rule.alpha);
  return low !== null && low > -rule.margin;
}
