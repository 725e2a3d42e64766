import { formatPercent, plural } from "../../base/figures.ts";
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
export function shiftSentence(strata: readonly NamedStratum[]): string | null {
  const directions = [
    { sign: -1, word: "worse", often: "less" },
    { sign: 1, word: "better", often: "more" },
  ] as const;
  const moved = strata.map((one) => ({ ...one, sign: Math.sign(rate(one.candidate) - rate(one.baseline)) }));
  if (moved.every(({ sign }) => sign === 0)) return null;
  const weigh = changedWeights(strata);
  const parts = directions.flatMap(({ sign, word, often }) => {
    const own = moved.filter((one) => one.sign === sign);
    const total = own.reduce((sum, { times }) => sum + times, 0);
    if (total === 0) return [];
    const weighed = own.map((one) => ({ ...one, chance: weigh(one) })).sort((x, y) => y.chance - x.chance);
    const likely = weighed.filter(({ chance }) => chance >= LIKELY);
    const of = `the ${plural(total, "case")} that passed ${often} often`;
    if (likely.length > 0) return [`of ${of}, ${likelyText(likely, word)}`];
    const [first] = weighed;
    const best =
      first === undefined ? "" : ` (the likeliest is ${first.names[0] ?? "one"}, ${formatPercent(first.chance)})`;
    return [`of ${of}, none is likely to be ${word} by itself${best}`];
  });
  return parts.join("; ");
}

interface WeighedStratum extends NamedStratum {
  readonly chance: number;
}

/** "2 are likely worse: refund (5 of 5 before, 0 of 5 now: 99.0%), late (…)". */
function likelyText(likely: readonly WeighedStratum[], word: string): string {
  const total = likely.reduce((sum, { times }) => sum + times, 0);
  const named = likely.flatMap((one) => one.names.map((name) => ({ ...one, name }))).slice(0, MOST_NAMED);
  const shown = named.map(({ name, baseline, candidate, chance }) => {
    const [before, now] = [baseline, candidate].map(({ passed, trials }) => `${passed} of ${trials}`);
    return `${name} (${before} before, ${now} now: ${formatPercent(chance)})`;
  });
  const more = total > shown.length ? ` and ${total - shown.length} more` : "";
  return `${total} ${total === 1 ? "is" : "are"} likely ${word}: ${shown.join(", ")}${more}`;
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
