import { also, rulingWords } from "../../domain/diagnostics/ruling-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { NotWorseThan } from "../../domain/suite.ts";
import { type Differences, differenceSums } from "../paired/differences.ts";
import { effectivePairs } from "../paired/effective-pairs.ts";
import { histogramMoments } from "../paired/histogram.ts";
import { leastDiscordant } from "../paired/mcnemar.ts";
import { differingCases } from "../paired/paired-evidence.ts";
import {
  casesForGreen,
  detectableDrop,
  detectableRepeatedDrop,
  isGreenRepeated,
  repeatedCasesForGreen,
} from "../paired/power.ts";
import { detectableScoreDrop, scoreCasesForGreen } from "../paired/score-power.ts";
import { sampleVariance } from "../rate/standard-error.ts";
import { type Having, remedyText } from "./what-more-costs.ts";

/** What an open `not_worse_than` rule rests on. */
export interface OpenRule {
  readonly on: NotWorseThan["on"];
  readonly margin: number;
  readonly alpha: number;
  readonly pairs: { readonly observed: Differences };
  readonly costPerCaseUsd: number | null;
  readonly isBaselineStored: boolean;
}

const MOST_TRIALS = 20;

/**
 * What this suite can see, and which more cases or trials would settle it 4 times in 5 if nothing has changed. `tests`: how
 * many share the chance of a false red: a loss has to show at alpha ÷ tests.
 */
export function notWorseAdvice(rule: OpenRule, tests: number): Sentence {
  const design = designOf(rule, rule.alpha / Math.max(1, tests));
  const { differing, isSingle, least } = design;
  const { on } = rule;
  const seen = design.drop === null ? rulingWords("no-drop-seen") : rulingWords("drop-seen", { on, drop: design.drop });
  const remedy = rule.margin <= 0 ? null : remedyText(remedyOf(rule), design.having);
  const green = remedy === null ? null : rulingWords("would-be-green", { remedy });
  if (!isSingle || differing >= least) return also(seen, green);
  return also(rulingWords("few-differ", { differing, least }), seen, green);
}

/**
 * An open rule in one sentence: "no case changed; 10 cases cannot rule out a drop of 10 points; about 82 would". What would is
 * green 4 times in 5 with nothing changed.
 */
export function openInShort(rule: OpenRule): Sentence {
  const { observed } = rule.pairs;
  const { count, mean } = differenceSums(observed);
  const { on, margin } = rule;
  const seen = observed.scores === null ? changedWords(observed) : rulingWords("difference", { on, value: mean });
  const ways = margin <= 0 ? NO_REMEDY : remedyOf(rule);
  const would = ways.cases === null && ways.trials === null ? null : rulingWords("ways-would", ways);
  return also(seen, rulingWords("cannot-rule-out", { on, margin, count }), would);
}

const NO_REMEDY = { cases: null, clusters: null, trials: null };

/** "no case changed", "2 cases got worse and 1 better"; of repeated trials how many passed less often. */
function changedWords({ histogram, isSinglePairs }: Differences): Sentence {
  let [lost, won] = [0, 0];
  for (const [value, times] of histogram) {
    if (value < 0) lost += times;
    if (value > 0) won += times;
  }
  if (lost + won === 0) return rulingWords("no-change");
  return rulingWords(isSinglePairs ? "single-changes" : "repeated-changes", { lost, won });
}

interface Design {
  readonly differing: number;
  readonly isSingle: boolean;
  readonly least: number;
  readonly drop: number | null;
  readonly having: Having;
}

function designOf(rule: OpenRule, redAlpha: number): Design {
  const { observed } = rule.pairs;
  return {
    differing: differingCases(observed.histogram),
    isSingle: observed.isSinglePairs,
    least: leastDiscordant(redAlpha, 1),
    drop: dropOf(rule, redAlpha),
    having: {
      cases: differenceSums(observed).count,
      trials: trialsOf(observed).own,
      costPerCaseUsd: rule.costPerCaseUsd,
    },
  };
}

function dropOf({ pairs: { observed }, margin, alpha: ruleAlpha }: OpenRule, alpha: number): number | null {
  if (observed.scores !== null) return detectableScoreDrop(observed, alpha);
  const { cases, discordance, variance } = spreadOf(observed, ruleAlpha);
  return observed.isSinglePairs
    ? detectableDrop({ cases, discordance, margin, alpha })
    : detectableRepeatedDrop({ cases, variance, margin, alpha });
}

interface Spread {
  /** Cases, or clusters' worth of them where they are worth fewer. */
  readonly cases: number;
  readonly discordance: number;
  readonly variance: number;
}

/** With no difference seen the spread is not 0 but unseen: one case that differs is assumed. */
function spreadOf(observed: Differences, alpha: number): Spread {
  const moments = histogramMoments(observed.histogram);
  const { count } = moments;
  const variance = Math.max(sampleVariance(moments), 1 / count);
  const discordance = Math.max(1, differingCases(observed.histogram)) / count;
  const cases = observed.isSinglePairs ? count : Math.min(count, Math.floor(effectivePairs(observed, alpha).n));
  return { cases, discordance, variance };
}

/** Of scores the spread stands in the differences themselves. */
function ofCases(cases: number): Spread {
  return { cases, discordance: 0, variance: 0 };
}

function remedyOf(rule: OpenRule): { cases: number | null; clusters: number | null; trials: number | null } {
  const { observed } = rule.pairs;
  const { margin, alpha } = rule;
  const { count } = differenceSums(observed);
  const isScored = observed.scores !== null;
  const { cases, discordance, variance } = isScored ? ofCases(count) : spreadOf(observed, alpha);
  const needed = isScored
    ? scoreCasesForGreen(observed, margin, alpha)
    : observed.isSinglePairs
      ? casesForGreen({ cases, discordance, margin, alpha })
      : repeatedCasesForGreen({ cases, variance, margin, alpha });
  const units = observed.units.reduce((sum, { times }) => sum + times, 0);
  const inAll = needed === null ? null : Math.ceil((needed * count) / cases);
  const clusters = inAll === null || units === count ? null : Math.ceil((inAll * units) / count);
  return { cases: inAll, clusters, trials: isScored ? null : trialsNeeded(rule, { cases, variance }) };
}

/** Trials a case that make it green 4 times in 5; null where repeats do not help: a clean sheet of these cases proves too little. */
function trialsNeeded(
  { pairs: { observed }, margin, alpha, isBaselineStored }: OpenRule,
  { cases, variance }: Pick<Spread, "cases" | "variance">,
): number | null {
  const { own, ownShare, otherShare } = trialsOf(observed);
  for (let trials = Math.floor(own) + 1; trials <= MOST_TRIALS; trials++) {
    const others = isBaselineStored ? otherShare : 1 / trials;
    const reduced = (variance * (1 / trials + others)) / (ownShare + otherShare);
    if (isGreenRepeated({ cases, variance: reduced, margin, alpha })) return trials;
  }
  return null;
}

/** Trials a case of the candidate, and the means of 1/K on both sides. */
function trialsOf({ strata }: Differences): { own: number; ownShare: number; otherShare: number } {
  let [cases, own, ownShare, otherShare] = [0, 0, 0, 0];
  for (const { baseline, candidate, times } of strata) {
    cases += times;
    own += times * candidate.trials;
    ownShare += times / candidate.trials;
    otherShare += times / baseline.trials;
  }
  if (cases === 0) return { own: 1, ownShare: 1, otherShare: 1 };
  return { own: own / cases, ownShare: ownShare / cases, otherShare: otherShare / cases };
}
