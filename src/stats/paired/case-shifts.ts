import type { Shift } from "../../domain/diagnostics/english/insights/differences.ts";
import { insightWords } from "../../domain/diagnostics/insight-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { betaQuantile, incompleteBeta } from "../numeric/beta.ts";
import { likeliestSpread, logMarginal, type Spread } from "../rate/case-spread.ts";
import type { SideOutcome, Stratum } from "./differences.ts";

/** Cases that ended alike on both sides, and the first of them by name. */
export interface NamedStratum extends Stratum {
  readonly names: readonly string[];
}

const LIKELY = 0.9;
const MOST_NAMED = 3;
const ROUNDS = 50;
const POINTS = 64;
/** Before looking, a tenth of the cases is taken to have changed, which counts as much as ten cases. */
const PRIOR = { changed: 1, cases: 10 } as const;

/**
 * Which cases got worse or better, and not merely passed more or less often, in a sentence; null where no case did either.
 *
 * A flaky case passes less often than before every second time. So each case is weighed: its chance of passing is the same on
 * both sides, or was drawn anew. Chances come from Beta(a, b), the likeliest spread of this suite's cases; the share of changed
 * ones is fitted too (expectation–maximisation). The local false discovery rate of Efron (Large-Scale Inference, 2010, §5) with
 * beta-binomial marginals. `likely`: changed, and in that direction, with 90 % or more.
 */
export function shiftSentence(strata: readonly NamedStratum[]): Sentence | null {
  const moved = strata.map((one) => ({ ...one, sign: Math.sign(rate(one.candidate) - rate(one.baseline)) }));
  if (moved.every(({ sign }) => sign === 0)) return null;
  const weigh = changedWeights(strata);
  const shifts = DIRECTIONS.flatMap(({ sign, direction }) => {
    const own = moved.filter((one) => one.sign === sign);
    const cases = casesIn(own);
    if (cases === 0) return [];
    const weighed = own.map((one) => ({ ...one, chance: weigh(one) })).sort((x, y) => y.chance - x.chance);
    return [{ direction, cases, ...likelyOf(weighed) }];
  });
  return insightWords("cases-shifted", { shifts });
}

const DIRECTIONS = [
  { sign: -1, direction: "worse" },
  { sign: 1, direction: "better" },
] as const;

interface WeighedStratum extends NamedStratum {
  readonly chance: number;
}

/** Those that likely changed; where none did, the likeliest. The likeliest come first. */
function likelyOf(weighed: readonly WeighedStratum[]): Pick<Shift, "likely" | "likeliest"> {
  const likely = weighed.filter(({ chance }) => chance >= LIKELY);
  const named = likely.flatMap((one) => one.names.map((name) => ({ ...one, name }))).slice(0, MOST_NAMED);
  const first = named.map(({ name, baseline, candidate, chance }) => ({
    name,
    before: baseline,
    now: candidate,
    chance,
  }));
  const [best] = weighed;
  const likeliest = best === undefined ? null : { name: best.names[0] ?? null, chance: best.chance };
  return { likely: { total: casesIn(likely), first }, likeliest };
}

function casesIn(strata: readonly Stratum[]): number {
  return strata.reduce((sum, { times }) => sum + times, 0);
}

function rate({ passed, trials }: SideOutcome): number {
  return passed / trials;
}

/** The chance that a case changed in the direction in which it moved. */
function changedWeights(strata: readonly NamedStratum[]): (one: Stratum) => number {
  const sides = strata.flatMap(({ baseline, candidate, times }) =>
    [baseline, candidate].map(({ passed, trials }) => ({ passed, failed: trials - passed, times })),
  );
  const spread = likeliestSpread(sides);
  const ratios = strata.map((one) => ({ times: one.times, ratio: changedRatio(spread, one) }));
  const cases = ratios.reduce((sum, { times }) => sum + times, 0);
  let share = PRIOR.changed / PRIOR.cases;
  for (let round = 0; round < ROUNDS; round++) {
    const changed = ratios.reduce((sum, { times, ratio }) => sum + times * posterior(share, ratio), 0);
    share = (changed + PRIOR.changed) / (cases + PRIOR.cases);
  }
  return (one) => {
    const changed = posterior(share, changedRatio(spread, one));
    return changed < LIKELY ? changed : changed * chanceOfDirection(spread, one);
  };
}

/** How much likelier the outcomes are with two chances than with one. */
function changedRatio(spread: Spread, { baseline, candidate }: Stratum): number {
  const [passed, trials] = [baseline.passed + candidate.passed, baseline.trials + candidate.trials];
  const apart = [baseline, candidate].reduce(
    (sum, side) => sum + logMarginal(spread, side.passed, side.trials - side.passed),
    0,
  );
  return Math.exp(apart - logMarginal(spread, passed, trials - passed));
}

function posterior(share: number, ratio: number): number {
  return (share * ratio) / (share * ratio + 1 - share);
}

/** Of two chances that differ, that the candidate's is on the side where it was seen: over quantiles of the baseline's. */
function chanceOfDirection({ a, b }: Spread, { baseline, candidate }: Stratum): number {
  const [before, now] = [baseline, candidate].map(({ passed, trials }) => [a + passed, b + trials - passed] as const);
  if (before === undefined || now === undefined) return 0;
  let below = 0;
  for (let i = 0; i < POINTS; i++) {
    below += incompleteBeta(betaQuantile((i + 0.5) / POINTS, ...before), ...now) / POINTS;
  }
  return rate(candidate) < rate(baseline) ? below : 1 - below;
}
