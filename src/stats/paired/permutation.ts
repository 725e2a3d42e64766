import { logBeta } from "../numeric/log-gamma.ts";
import { normalCdf } from "../numeric/normal.ts";
import type { Stratum } from "./differences.ts";

/** p-values of the permutation of trials within cases. `worse`: one-sided, the candidate passes less. */
export interface PermutationResult {
  readonly twoSided: number;
  readonly worse: number;
  readonly method: "permutation-exact" | "permutation-normal";
}

const MAX_STEP = 60;
const MAX_WORK = 3e7;
const ROUNDING = 1e-9;

/**
 * The permutation test of trials within cases: were both sides alike, any of a case's N = K_b + K_c trials might as well
 * have been the candidate's, so of its T passes the candidate has x with the hypergeometric chance
 *
 *   C(T, x) C(N − T, K_c − x) / C(N, K_c)
 *
 * and the chances of all cases are convolved. Exact for any numbers of trials, equal on both sides or not (a pooled
 * baseline); with one trial a side it is McNemar's exact test. The statistic is the sum of case differences: a pass is worth
 * 1/K_c + 1/K_b, in whole steps (rounded to 60 of them where cases have many different numbers of trials; the test is exact
 * for any steps). R. A. Fisher, The Design of Experiments (1935) §21; stratified: Cochran, Biometrics 10 (1954) 417–451,
 * Mantel & Haenszel 1959. Above 3·10⁷ operations the normal limit with the hypergeometric variances. Two-sided: twice the
 * smaller tail.
 */
export function permutationTest(strata: readonly Stratum[]): PermutationResult {
  const mixed = mixedCases(strata);
  const size = mixed.reduce((sum, { chances, step, times }) => sum + (chances.length - 1) * step * times, 0);
  const work = mixed.reduce((sum, { chances, times }) => sum + chances.length * times, 0) * size;
  return work > MAX_WORK ? normalLimit(mixed) : exact(mixed, size);
}

/** Cases of one kind that neither wholly pass nor wholly fail: only they carry information. */
interface MixedCases {
  /** Of 0, 1, … passes of the candidate above the least it can have. */
  readonly chances: readonly number[];
  /** Where the candidate is, counted so. */
  readonly observed: number;
  readonly step: number;
  readonly times: number;
}

function mixedCases(strata: readonly Stratum[]): MixedCases[] {
  const mixed = strata.filter(({ baseline, candidate }) => {
    const passed = baseline.passed + candidate.passed;
    return passed > 0 && passed < baseline.trials + candidate.trials;
  });
  const steps = wholeSteps(mixed.map(({ baseline, candidate }) => 1 / baseline.trials + 1 / candidate.trials));
  return mixed.map(({ baseline, candidate, times }, i) => {
    const passed = baseline.passed + candidate.passed;
    const least = Math.max(0, passed - baseline.trials);
    const most = Math.min(passed, candidate.trials);
    const failed = baseline.trials + candidate.trials - passed;
    const chances = Array.from({ length: most - least + 1 }, (_, x) =>
      Math.exp(
        logChoose(passed, least + x) +
          logChoose(failed, candidate.trials - least - x) -
          logChoose(passed + failed, candidate.trials),
      ),
    );
    return { chances, observed: candidate.passed - least, step: steps[i] ?? 1, times };
  });
}

/** The weights as multiples of a common step, at most 60 of them. */
function wholeSteps(weights: readonly number[]): number[] {
  const largest = Math.max(...weights);
  const isWhole = (value: number): boolean => Math.abs(value - Math.round(value)) < ROUNDING;
  for (let most = 1; most < MAX_STEP; most++) {
    if (weights.every((weight) => isWhole((weight / largest) * most))) return scaled(weights, most / largest);
  }
  return scaled(weights, MAX_STEP / largest);
}

function scaled(weights: readonly number[], factor: number): number[] {
  return weights.map((weight) => Math.max(1, Math.round(weight * factor)));
}

function logChoose(n: number, k: number): number {
  return k <= 0 || k >= n ? 0 : -Math.log(n + 1) - logBeta(n - k + 1, k + 1);
}

function exact(mixed: readonly MixedCases[], size: number): PermutationResult {
  let [chances, next] = [new Float64Array(size + 1), new Float64Array(size + 1)];
  chances[0] = 1;
  let [reached, observed] = [0, 0];
  for (const cases of mixed) {
    observed += cases.observed * cases.step * cases.times;
    for (let i = 0; i < cases.times; i++) {
      addCase(chances.subarray(0, reached + 1), cases, next);
      reached += (cases.chances.length - 1) * cases.step;
      [chances, next] = [next, chances];
    }
  }
  const sum = (from: number, to: number): number => {
    let total = 0;
    for (let i = from; i <= to; i++) total += chances[i] ?? 0;
    return Math.min(1, total);
  };
  const [below, above] = [sum(0, observed), sum(observed, size)];
  return { twoSided: Math.min(1, 2 * Math.min(below, above)), worse: below, method: "permutation-exact" };
}

/** Convolves the sums so far with one case. */
function addCase(sums: Float64Array, { chances, step }: MixedCases, into: Float64Array): void {
  into.fill(0, 0, sums.length + (chances.length - 1) * step);
  for (const [x, chance] of chances.entries()) {
    for (const [sum, reached] of sums.entries()) into[sum + x * step] = (into[sum + x * step] ?? 0) + reached * chance;
  }
}

function normalLimit(mixed: readonly MixedCases[]): PermutationResult {
  let [excess, variance] = [0, 0];
  for (const { chances, observed, step, times } of mixed) {
    const mean = chances.reduce((sum, chance, x) => sum + chance * x, 0);
    excess += times * step * (observed - mean);
    variance += times * step * step * chances.reduce((sum, chance, x) => sum + chance * (x - mean) ** 2, 0);
  }
  const z = excess / Math.sqrt(variance);
  return { twoSided: Math.min(1, 2 * normalCdf(-Math.abs(z))), worse: normalCdf(z), method: "permutation-normal" };
}
