import { insightWords } from "../../domain/diagnostics/insight-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { casesForGreen, chanceOfGreen, isGreenRepeated, repeatedCasesForGreen, USUAL_POWER } from "../paired/power.ts";
import { type CaseOutcomes, likeliestSpread } from "../rate/case-spread.ts";
import { remedyText } from "./what-more-costs.ts";

/** What a baseline knows of one case, over the arms that are planned. */
export interface CaseOnBaseline extends CaseOutcomes {
  readonly id: string;
  /** What it stands or falls with; null: nothing. */
  readonly cluster: string | null;
}

/** A suite that is planned, and what a baseline knows of its cases. */
export interface PlannedSpending {
  readonly history: readonly CaseOnBaseline[];
  /** Trials of each case that are planned. */
  readonly trials: number;
  /** Of all trials of a case on all arms; null: unknown. */
  readonly costPerCaseUsd: number | null;
  /** What the gate asks against the baseline; null: nothing. */
  readonly rule: { readonly margin: number; readonly alpha: number } | null;
}

/** Less than this is not worth the writing. */
const LEAST_SAVING = 0.15;
const MOST_NAMED = 4;
const MOST_TRIALS = 20;
const ROUNDS = 40;

/** How many trials which case should have. */
export interface Allocation {
  readonly trials: readonly { readonly id: string; readonly trials: number }[];
  readonly total: number;
}

/**
 * Trials where they tell most: a case that passes with chance p adds p(1 − p)/K to the variance of the mean, so K ∝ √(p(1 − p))
 * needs the fewest trials for the same variance (J. Neyman, J. R. Stat. Soc. 97 (1934) 558–625). p is not known: √E[p(1 − p)] is
 * taken, given what the baseline saw and how the suite's cases are spread. Each case keeps one trial; in all the variance is at
 * most that of `trials` for each.
 */
export function neymanAllocation(history: readonly CaseOnBaseline[], trials: number): Allocation {
  const variances = caseVariances(history);
  const wanted = variances.reduce((sum, variance) => sum + variance / trials, 0);
  const counts = (scale: number): number[] =>
    variances.map((variance) => Math.min(MOST_TRIALS, Math.max(1, Math.round(scale * Math.sqrt(variance)))));
  const isSharp = (all: readonly number[]): boolean =>
    variances.reduce((sum, variance, i) => sum + variance / (all[i] ?? 1), 0) <= wanted;
  let [low, high] = [0, (2 * trials * MOST_TRIALS) / Math.sqrt(Math.min(...variances))];
  for (let round = 0; round < ROUNDS; round++) {
    const middle = (low + high) / 2;
    if (isSharp(counts(middle))) high = middle;
    else low = middle;
  }
  const all = counts(high);
  return {
    trials: history.map(({ id }, i) => ({ id, trials: all[i] ?? 1 })),
    total: all.reduce((sum, count) => sum + count, 0),
  };
}

/** E[p(1 − p)] of each case. */
function caseVariances(history: readonly CaseOnBaseline[]): number[] {
  const { a, b } = likeliestSpread(history);
  return history.map(({ passed, failed }) => {
    const [x, y] = [a + passed, b + failed];
    return (x * y) / ((x + y) * (x + y + 1));
  });
}

/** What `plan` says of where to spend, from a baseline's history; nothing where it has nothing to say. */
export function spendingAdvice(planned: PlannedSpending): Sentence[] {
  const { history } = planned;
  const trialsSeen = history.reduce((sum, { passed, failed }) => sum + passed + failed, 0);
  if (history.length === 0 || trialsSeen < 2 * history.length) return [];
  return [...greenAdvice(planned), ...allocationAdvice(planned)];
}

/**
 * "with nothing changed, the gate is green 4 times in 5 only from about 230 cases (≈ $0.42 more a run) or 3 trials a case".
 * Cases of a cluster count as one of them: how much more they are worth is not known before they were run. (Which cases have
 * the trials, `allocationAdvice`, does not hang on it: trials make the luck of answers smaller, within clusters as outside.)
 */
function greenAdvice({ history, trials, costPerCaseUsd, rule }: PlannedSpending): Sentence[] {
  if (rule === null || rule.margin <= 0) return [];
  const cases = unitsOf(history);
  const mean = caseVariances(history).reduce((sum, variance) => sum + variance, 0) / history.length;
  const shares = history.map(({ passed, failed }) => 1 / Math.max(1, passed + failed));
  const others = shares.reduce((sum, share) => sum + share, 0) / history.length;
  const isGreen = (count: number, each: number): boolean =>
    isGreenRepeated({ cases: count, variance: mean * (1 / each + others), ...rule });
  const isSingle = trials === 1 && others === 1;
  const single = { cases, discordance: 2 * mean, ...rule };
  if (isSingle ? chanceOfGreen(single) >= USUAL_POWER : isGreen(cases, trials)) return [];
  const more = isSingle
    ? casesForGreen(single)
    : repeatedCasesForGreen({ cases, variance: mean * (1 / trials + others), ...rule });
  const each = Array.from({ length: MOST_TRIALS }, (_, i) => i + 1).find((k) => k > trials && isGreen(cases, k));
  const having = { cases: history.length, trials, costPerCaseUsd };
  const clusters = cases === history.length ? null : more;
  const inAll = more === null ? null : Math.ceil((more * history.length) / cases);
  const remedy = remedyText({ cases: inAll, clusters, trials: each ?? null }, having);
  return remedy === null ? [] : [insightWords("often-open", { remedy })];
}

/** Clusters, and cases that belong to none. */
function unitsOf(history: readonly CaseOnBaseline[]): number {
  return new Set(history.map(({ id, cluster }) => JSON.stringify(cluster === null ? [id] : cluster))).size;
}

/** "120 on each arm as planned, or as sharp with 71 (≈ $0.12 less a run): 8 of late-7, refund; 1 of 38 cases". */
function allocationAdvice({ history, trials, costPerCaseUsd }: PlannedSpending): Sentence[] {
  if (trials < 2) return [];
  const { trials: each, total } = neymanAllocation(history, trials);
  const planned = trials * history.length;
  if (total > planned * (1 - LEAST_SAVING)) return [];
  const counts = [...new Set(each.map((one) => one.trials))].sort((x, y) => y - x);
  const parts = counts.map((count) => {
    const ids = each.flatMap((one) => (one.trials === count ? [one.id] : []));
    return { trials: count, cases: ids.length <= MOST_NAMED ? ids : ids.length };
  });
  const savedUsd = costPerCaseUsd === null ? null : costPerCaseUsd * history.length * (1 - total / planned);
  return [insightWords("trials-allotted", { planned, total, savedUsd, parts })];
}
