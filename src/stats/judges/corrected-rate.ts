import { seededRandom } from "../../base/seeded-random.ts";
import { type CaseSample, effectiveSize } from "../rate/case-sample.ts";
import { clampShare } from "../rate/interval.ts";
import { rightShare } from "./cell-masses.ts";
import { DRAWS, type Draws, drawMany, drawShare, quantile } from "./draws.ts";
import { drawErrorRates, type ErrorRateDraws, type ErrorRates, seenErrorRates } from "./error-rates.ts";
import { type LabelGroup, labelsOf } from "./label-counts.ts";

/** A judge's pass rate put right for its errors. */
export interface CorrectedRate {
  /** The rate at the shares that were seen. */
  readonly value: number;
  readonly draws: Draws;
  readonly method: "judge-strata" | "judge-error-rates";
}

/** How the draws begin, and how many there are. */
export interface DrawPlan {
  readonly seed: string | number;
  readonly draws?: number;
}

/**
 * By labels of this very run, drawn from what the judge passed and from what it failed: with p the judge's pass rate, v the
 * share of right answers among those it passed and f among those it failed, θ = p·v + (1 − p)·f; three independent Jeffreys
 * posteriors (docs/statistics.md#judges). Nothing is inverted, so it stands for a useless judge too. Null where a
 * stratum that has answers has no label.
 */
export function correctByStrata(judged: CaseSample, group: LabelGroup, plan: DrawPlan): CorrectedRate | null {
  const { pass, fail } = group.strata;
  const rate = rateOf(judged);
  if (judged.count === 0 || !group.isSameJudge) return null;
  const [passed, failed] = [pass, fail].map((counts) => (counts === undefined ? null : rightShare(counts)));
  const [hasPasses, hasFails] = [rate > 0, rate < 1];
  if (passed === undefined || failed === undefined) return null;
  if ((hasPasses && (passed?.n ?? 0) === 0) || (hasFails && (failed?.n ?? 0) === 0)) return null;
  const [v, f] = [passed ?? NOTHING_SEEN, failed ?? NOTHING_SEEN];
  const random = seededRandom(`judge strata ${plan.seed}`);
  const n = sizeOf(judged);
  const draws = drawMany(plan.draws ?? DRAWS, () => {
    const share = drawShare(rate, n, random);
    return share * drawShare(v.share, v.n, random) + (1 - share) * drawShare(f.share, f.n, random);
  });
  return { value: rate * v.share + (1 - rate) * f.share, draws, method: "judge-strata" };
}

const NOTHING_SEEN = { share: 0, n: 0 };

/**
 * By error rates that labels of other answers measured: joint Bayes with Jeffreys' prior on θ, where the judge passes
 * θ·q1 + (1 − θ)(1 − q0) of the answers. Null where the labels say nothing of a rate. The value is Rogan and Gladen's,
 * (p + q0 − 1)/(q0 + q1 − 1) (Am. J. Epidemiol. 107 (1978) 71–76), kept inside [0, 1]; with q0 + q1 at 1 it is the median.
 */
export function correctByErrorRates(
  judged: CaseSample,
  groups: readonly LabelGroup[],
  plan: DrawPlan,
): CorrectedRate | null {
  if (judged.count === 0 || groups.every(({ strata }) => Object.values(strata).every((s) => labelsOf(s.cells) === 0))) {
    return null;
  }
  const rates = drawErrorRates(groups, plan.seed, plan.draws);
  const rate = rateOf(judged);
  const draws = posteriorDraws({ rate, n: sizeOf(judged) }, rates, plan);
  return { value: roganGladen(rate, seenErrorRates(groups)) ?? median(draws), draws, method: "judge-error-rates" };
}

/** Null where the judge tells nothing, or one of its rates was not seen. */
function roganGladen(rate: number, { sensitivity, specificity }: ErrorRates): number | null {
  const power = sensitivity + specificity - 1;
  return power > 0 ? clampShare((rate + specificity - 1) / power) : null;
}

function median(draws: Draws): number {
  return quantile(draws.slice().sort(), 0.5);
}

const GRID = 400;

/**
 * θ on a grid on which Jeffreys' prior is even, θ = sin²(πu/2), its likelihood summed over the drawn error rates; then as
 * many draws as were asked for, evenly spread over the posterior and shuffled by the seed.
 */
function posteriorDraws(
  { rate, n }: { readonly rate: number; readonly n: number },
  { sensitivity, specificity }: ErrorRateDraws,
  plan: DrawPlan,
): Draws {
  const thetas = Float64Array.from({ length: GRID }, (_, i) => Math.sin((Math.PI * (i + 0.5)) / (2 * GRID)) ** 2);
  const weights = new Float64Array(GRID);
  const likelihood = likelihoodOf(rate, n);
  for (let draw = 0; draw < sensitivity.length; draw++) {
    const falsePasses = 1 - (specificity[draw] ?? 0);
    const power = (sensitivity[draw] ?? 0) - falsePasses;
    for (let i = 0; i < GRID; i++) {
      weights[i] = (weights[i] ?? 0) + likelihood(falsePasses + power * (thetas[i] ?? 0));
    }
  }
  return spread(weights, plan);
}

const FAR = 8;

/** The likelihood of the judged rate if `expected` passes, over the highest one; 0 where it is too far off to count. */
function likelihoodOf(rate: number, n: number): (expected: number) => number {
  const best = logLikelihood(rate, rate, n);
  const reach = FAR * Math.sqrt((rate * (1 - rate) + FAR / n) / n);
  return (expected) => (Math.abs(expected - rate) > reach ? 0 : Math.exp(logLikelihood(expected, rate, n) - best));
}

function logLikelihood(expected: number, rate: number, n: number): number {
  const passes = rate <= 0 ? 0 : rate * Math.log(expected);
  const fails = rate >= 1 ? 0 : (1 - rate) * Math.log1p(-expected);
  return n * (passes + fails);
}

function spread(weights: Float64Array, { seed, draws = DRAWS }: DrawPlan): Draws {
  const random = seededRandom(`judge posterior ${seed}`);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const values = new Float64Array(draws);
  let [bin, below] = [0, 0];
  for (let i = 0; i < draws; i++) {
    const wanted = ((i + 0.5) / draws) * total;
    while (bin < GRID - 1 && below + (weights[bin] ?? 0) < wanted) below += weights[bin++] ?? 0;
    const inside = (wanted - below) / (weights[bin] || 1);
    values[i] = Math.sin((Math.PI * (bin + Math.min(1, inside))) / (2 * GRID)) ** 2;
  }
  for (let last = draws - 1; last > 0; last--) {
    const pick = Math.floor(random() * (last + 1));
    [values[last], values[pick]] = [values[pick] ?? 0, values[last] ?? 0];
  }
  return values;
}

function rateOf({ sum, count }: CaseSample): number {
  return count === 0 ? 0 : clampShare(sum / count);
}

function sizeOf(sample: CaseSample): number {
  return Math.min(effectiveSize(sample, "low"), effectiveSize(sample, "high"));
}
