import { formatPercent, formatPoints, plural } from "../../base/figures.ts";
import { type Differences, differenceSums } from "../paired/differences.ts";
import { histogramMoments } from "../paired/histogram.ts";
import { leastDiscordant } from "../paired/mcnemar.ts";
import type { PairTally } from "../paired/pair-tally.ts";
import { differingCases, pairedInterval, pairedTest } from "../paired/paired-evidence.ts";
import { detectableDifference, detectablePassDifference, nonInferiorityCases } from "../paired/power.ts";
import { sampleVariance } from "../rate/standard-error.ts";
import { ruled, NO_FIGURES, type RuleFigures, type RuleSubject, ruleRecord, type Ruling } from "./ruling.ts";
import { moreCases, oneSided } from "./what-more-costs.ts";

/** One candidate arm against its baseline. */
export interface NotWorseRule {
  readonly candidate: string;
  readonly baseline: string;
  readonly margin: number;
  readonly alpha: number;
  readonly minPaired: number;
  readonly pairs: PairTally;
  /** Cases that count, on each side: of the baseline also those that the candidate no longer has or counts. */
  readonly candidateCases: number;
  readonly baselineCases: number;
  readonly costPerCaseUsd: number | null;
  readonly seed: number;
}

/** The columns of a `not_worse_than` rule: its limit is −margin. */
export function notWorseSubject(candidate: string, margin: number): RuleSubject {
  return { rule: "not_worse_than", arm: candidate, tag: null, limit: -margin };
}

/**
 * Paired non-inferiority. Passes when the one-sided lower bound at 1 − alpha of the mean difference (candidate minus
 * baseline) is above −margin; fails when the one-sided exact test says that the candidate is worse at all; else
 * inconclusive. A drop proven to be real and proven to be within the margin passes: that is what the margin is for.
 * Open trials are bounded, the candidate's against it and the baseline's for it.
 */
export function ruleNotWorse(rule: NotWorseRule): Ruling {
  const subject = notWorseSubject(rule.candidate, rule.margin);
  const { observed } = rule.pairs;
  const { count, mean } = differenceSums(observed);
  if (count === 0)
    return ruled(subject, NO_FIGURES, "incomplete", `no case pairs with ${rule.baseline}: nothing was compared`);
  const bounds = pairedInterval(observed, levelOf(rule));
  const figures = { value: mean, low: bounds?.low ?? null, high: bounds?.high ?? null };
  const reason = tooFewPairs(count, rule);
  return reason === null ? tested(rule, subject, figures) : ruled(subject, figures, "incomplete", reason);
}

/** Why too few cases of one side have a pair; null where enough have. Leaving out what fails must not make a gate pass. */
function tooFewPairs(
  count: number,
  { candidateCases, baselineCases, minPaired, baseline }: NotWorseRule,
): string | null {
  const wanted = `${formatPercent(minPaired)} are asked for`;
  if (count / candidateCases < minPaired)
    return `only ${count} of ${plural(candidateCases, "case")} pair with ${baseline}; ${wanted}`;
  if (count / baselineCases < minPaired)
    return `only ${count} of the ${plural(baselineCases, "case")} of ${baseline} still pair; ${wanted}`;
  return null;
}

function tested(rule: NotWorseRule, subject: RuleSubject, figures: RuleFigures): Ruling {
  const { worst, best } = rule.pairs;
  const isPassed = isWithinMargin(rule, worst);
  const text = `${formatPoints(figures.value)} points against ${rule.baseline} (${formatPoints(figures.low)} to ${formatPoints(figures.high)})`;
  const margin = `the margin of ${formatPoints(rule.margin).replace("+", "")} points`;
  return {
    kind: "tested",
    subject,
    p: pairedTest(best, rule.seed).worse,
    alpha: rule.alpha,
    settle: ({ isProvenFail }) => {
      if (isPassed) return ruleRecord(subject, figures, "pass", `${text}: within ${margin}`);
      if (isProvenFail)
        return ruleRecord(subject, figures, "fail", `${text}: worse, and not proven to be within ${margin}`);
      const isOpen = differenceSums(worst).mean !== differenceSums(best).mean;
      const dependsOnMissing = isWithinMargin(rule, best) || pairedTest(worst, rule.seed).worse <= rule.alpha;
      if (isOpen && dependsOnMissing)
        return ruleRecord(subject, figures, "incomplete", `${text}: it depends on missing answers`);
      return ruleRecord(subject, figures, "inconclusive", `${text}: ${margin} is not settled; ${advice(rule)}`);
    },
  };
}

/** Two-sided level whose bounds are one-sided at 1 − alpha. */
function levelOf({ alpha }: NotWorseRule): number {
  return 1 - 2 * alpha;
}

function isWithinMargin(rule: NotWorseRule, differences: Differences): boolean {
  const bounds = pairedInterval(differences, levelOf(rule));
  return bounds !== null && bounds.low > -rule.margin;
}

/** What this suite can see, and what a larger one would cost. */
function advice(rule: NotWorseRule): string {
  const { histogram, isSinglePairs: isSingleTrial } = rule.pairs.observed;
  const moments = histogramMoments(histogram);
  const differing = differingCases(histogram);
  const risk = oneSided(rule.alpha);
  // With no difference seen the spread is not 0 but unseen: one case that differs is assumed.
  const variance = Math.max(sampleVariance(moments), 1 / moments.count);
  const drop = isSingleTrial
    ? detectablePassDifference(moments.count, Math.max(1, differing) / moments.count, risk)
    : detectableDifference(moments.count, variance, risk);
  const least = leastDiscordant(rule.alpha, 1);
  const few =
    isSingleTrial && differing < least
      ? `only ${plural(differing, "case")} differ, no loss shows below ${least}; `
      : "";
  const seen =
    drop === null
      ? "no drop is seen reliably"
      : `a drop of ${formatPoints(drop).replace("+", "")} points is seen 4 times in 5`;
  if (rule.margin <= 0) return `${few}${seen}`;
  const needed = nonInferiorityCases(rule.margin, variance, risk);
  return `${few}${seen}; if nothing has changed, ${moreCases(needed, moments.count, rule.costPerCaseUsd)}`;
}
