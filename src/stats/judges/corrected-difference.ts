import { seededRandom } from "../../base/seeded-random.ts";
import { drawGamma } from "../numeric/draw-beta.ts";
import { rightShare } from "./cell-masses.ts";
import { DRAWS, type Draws, drawMany, drawShare, quantile } from "./draws.ts";
import type { DrawPlan } from "./corrected-rate.ts";
import { drawErrorRates, type ErrorRateDraws } from "./error-rates.ts";
import type { LabelGroup } from "./label-counts.ts";

/** Two arms as a judge sees them, drawn: the difference it sees and what it is once its errors are taken into account. */
export interface CorrectedDifference {
  /** Candidate minus baseline, as judged. */
  readonly judged: Draws;
  /** Candidate minus baseline, put right. */
  readonly corrected: Draws;
  /** sensitivity + specificity − 1, drawn: how much of a true difference the judge shows. */
  readonly power: Draws;
}

/**
 * Whose labels say how the judge errs on each arm: one set for both; one for each, of other answers; or for each those drawn
 * from what the judge passed and failed of these very answers.
 */
export type ArmErrors =
  | { readonly kind: "equal"; readonly groups: readonly LabelGroup[] }
  | { readonly kind: "by-arm"; readonly baseline: readonly LabelGroup[]; readonly candidate: readonly LabelGroup[] }
  | { readonly kind: "by-strata"; readonly baseline: LabelGroup; readonly candidate: LabelGroup };

/** The trials of one case on one arm. Of `trials` that were answered, rules and nobody else pass `sure`; `eligible` are judged. */
export interface SideJudgements {
  readonly sure: number;
  readonly passed: number;
  readonly eligible: number;
  readonly trials: number;
}

/** Cases whose two sides ended alike, and how many they are. */
export interface PairedJudgements {
  readonly baseline: SideJudgements;
  readonly candidate: SideJudgements;
  readonly times: number;
}

const CORNER_WEIGHT = 0.5;
/** A judge that shows less of a difference than this shows none. */
const LEAST_POWER = 0.02;

/**
 * The difference of two arms over the same cases. The cases are drawn by the Bayesian bootstrap (D. B. Rubin, Ann. Stat. 9
 * (1981) 130–134) over the pairs of outcomes that occurred, with half a case in each of the four corners: with one trial a
 * case that is Jeffreys' prior on the 2 × 2 table. `worth`: how many independent cases a case is worth (1 without clusters).
 *
 * With equal errors the difference is (p_B − p_A) / (q0 + q1 − 1); with errors of each arm it is the difference of both
 * rates, (p + q0 − 1)/(q0 + q1 − 1) each, or p·v + (1 − p)·f where each arm's strata are labelled. What lies outside [−1, 1]
 * cannot be and is kept at the end; a judge that tells nothing leaves every difference possible.
 */
export function correctDifference(
  pairs: readonly PairedJudgements[],
  errors: ArmErrors,
  plan: DrawPlan & { readonly worth?: number },
): CorrectedDifference {
  const { seed, draws = DRAWS, worth = 1 } = plan;
  const random = seededRandom(`judge difference ${seed}`);
  const sides = errorSides(errors, seed, draws);
  const [judged, corrected, power] = [0, 0, 0].map(() => new Float64Array(draws)) as [Draws, Draws, Draws];
  const drawRates = ratesDrawer(pairs, worth, random);
  for (let i = 0; i < draws; i++) {
    const rates = drawRates();
    judged[i] = judgedRate(rates.candidate) - judgedRate(rates.baseline);
    power[i] = Math.min(sides.baseline.power(i), sides.candidate.power(i));
    const isTelling = (power[i] ?? 0) >= LEAST_POWER;
    const difference = isTelling
      ? sides.candidate.trueRate(rates.candidate, i) - sides.baseline.trueRate(rates.baseline, i)
      : 2 * random() - 1;
    corrected[i] = Math.min(1, Math.max(-1, difference));
  }
  return { judged, corrected, power };
}

/** Candidate minus baseline as judged: the mean over the cases, as comparisons show it. */
export function differenceSeen(pairs: readonly PairedJudgements[]): number {
  const share = (side: SideJudgements): number => judgedRate(sharesOf(side));
  const sum = pairs.reduce(
    (total, { baseline, candidate, times }) => total + times * (share(candidate) - share(baseline)),
    0,
  );
  return sum / pairs.reduce((total, { times }) => total + times, 0);
}

/** How one arm's judged rate is put right at a draw, and how much of a true difference the judge shows there. */
interface ErrorSide {
  power(i: number): number;
  trueRate(rate: SideRates, i: number): number;
}

function errorSides(
  errors: ArmErrors,
  seed: string | number,
  draws: number,
): { readonly baseline: ErrorSide; readonly candidate: ErrorSide } {
  switch (errors.kind) {
    case "equal": {
      const side = byErrorRates(drawErrorRates(errors.groups, seed, draws));
      return { baseline: side, candidate: side };
    }
    case "by-arm":
      return {
        baseline: byErrorRates(drawErrorRates(errors.baseline, `${seed} baseline`, draws)),
        candidate: byErrorRates(drawErrorRates(errors.candidate, `${seed} candidate`, draws)),
      };
    case "by-strata":
      return {
        baseline: byStrata(errors.baseline, `${seed} baseline`, draws),
        candidate: byStrata(errors.candidate, `${seed} candidate`, draws),
      };
  }
}

function byErrorRates({ sensitivity, specificity }: ErrorRateDraws): ErrorSide {
  const power = (i: number): number => (sensitivity[i] ?? 0) + (specificity[i] ?? 0) - 1;
  return {
    power,
    trueRate: ({ sure, passed, eligible }, i) => sure + (passed - (1 - (specificity[i] ?? 0)) * eligible) / power(i),
  };
}

/** Nothing is divided here: p·v + (1 − p)·f. */
function byStrata({ strata }: LabelGroup, seed: string, draws: number): ErrorSide {
  const random = seededRandom(`judge strata ${seed}`);
  const drawn = ([strata.pass, strata.fail] as const).map((counts) => {
    const { share, n } = counts === undefined ? { share: 0, n: 0 } : rightShare(counts);
    return drawMany(draws, () => drawShare(share, n, random));
  });
  const [passed, failed] = drawn;
  return {
    power: () => 1,
    trueRate: (rate, i) =>
      rate.sure + rate.passed * (passed?.[i] ?? 0) + (rate.eligible - rate.passed) * (failed?.[i] ?? 0),
  };
}

/** The shares of an arm's trials that rules alone pass, that the judge passes, and that the judge is asked about. */
interface SideRates {
  readonly sure: number;
  readonly passed: number;
  readonly eligible: number;
}

function judgedRate({ sure, passed }: SideRates): number {
  return sure + passed;
}

interface PairKind {
  readonly baseline: SideRates;
  readonly candidate: SideRates;
  readonly weight: number;
}

const CORNERS: readonly PairKind[] = [0, 1].flatMap((baseline) =>
  [0, 1].map((candidate) => ({
    baseline: { sure: 0, passed: baseline, eligible: 1 },
    candidate: { sure: 0, passed: candidate, eligible: 1 },
    weight: CORNER_WEIGHT,
  })),
);

function ratesDrawer(
  pairs: readonly PairedJudgements[],
  worth: number,
  random: () => number,
): () => { readonly baseline: SideRates; readonly candidate: SideRates } {
  const kinds = new Map(CORNERS.map((corner) => [keyOf(corner), corner]));
  for (const { baseline, candidate, times } of pairs) {
    const pair = { baseline: sharesOf(baseline), candidate: sharesOf(candidate) };
    const weight = (kinds.get(keyOf(pair))?.weight ?? 0) + times * worth;
    kinds.set(keyOf(pair), { ...pair, weight });
  }
  const all = [...kinds.values()];
  return () => {
    const gammas = all.map(({ weight }) => drawGamma(weight, random));
    const total = gammas.reduce((sum, gamma) => sum + gamma, 0);
    const mean = (of: (kind: PairKind) => number): number =>
      all.reduce((sum, kind, i) => sum + (gammas[i] ?? 0) * of(kind), 0) / total;
    const side = (name: "baseline" | "candidate"): SideRates => ({
      sure: mean((kind) => kind[name].sure),
      passed: mean((kind) => kind[name].passed),
      eligible: mean((kind) => kind[name].eligible),
    });
    return { baseline: side("baseline"), candidate: side("candidate") };
  };
}

function sharesOf({ sure, passed, eligible, trials }: SideJudgements): SideRates {
  return { sure: sure / trials, passed: passed / trials, eligible: eligible / trials };
}

function keyOf({ baseline: b, candidate: c }: Omit<PairKind, "weight">): string {
  return [b.sure, b.passed, b.eligible, c.sure, c.passed, c.eligible].join(" ");
}

/**
 * How much harsher on the candidate than on the baseline, as a share of the answers, the judge would have to be for the drop
 * that it saw to be no proof of one: the upper bound of the judged difference, turned. 0 or less: it proves none as it is.
 */
export function harsherToUnprove({ judged }: CorrectedDifference, alpha: number): number {
  return -quantile(judged.slice().sort(), 1 - alpha);
}

const BISECTIONS = 30;

/**
 * How much more lenient on the candidate, as a share of the answers, the judge would have to be for a drop of `margin` not to
 * be ruled out: the shift of the judged difference at which the lower bound of the corrected one meets −margin. 0: it is not
 * ruled out as it is.
 */
export function lenientToUnprove(difference: CorrectedDifference, margin: number, alpha: number): number {
  const lowAt = (shift: number): number => {
    const shifted = difference.corrected.map((value, i) => {
      const power = difference.power[i] ?? 0;
      return power < LEAST_POWER ? value : value - shift / power;
    });
    return quantile(shifted.sort(), alpha);
  };
  let [low, high] = [0, 1];
  if (lowAt(0) <= -margin) return 0;
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = (low + high) / 2;
    if (lowAt(middle) > -margin) low = middle;
    else high = middle;
  }
  return low;
}
