import { sampleUnits, unseen } from "./sample-units.ts";
import type { MeanUnit } from "./mean-unit.ts";

/** Where the values of a mean lie. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

/** The step of the integral in ln u: halving it changes nothing in the first 12 digits. */
const STEP = 0.1;
const FAR = 32;
const NEGLIGIBLE = 1e-14;
const MOST_ROUNDS = 60;
const PRECISION = 1e-11;
const IDLE_STEPS = 10;

/**
 * The lower bound, one-sided at 1 − `tail`, of the mean of values in a range, whatever their distribution: units are drawn
 * independently, values of one unit in any way. With n units of sum y and m values it is the t at which
 *
 *   P( Σ E_c (y_c − t m_c) + E₀ (least − t) m′ ≤ 0 ) = tail, E₀, E₁, … independent and exponential:
 *
 * the `tail` quantile of the mean with Dirichlet weights and one unit of m′ cases added (`unseen`) that is as low as can
 * be. N. Gaffke, Three test statistics for a nonparametric one-sided hypothesis on the mean of a nonnegative variable, Math.
 * Methods Stat. 14 (2005) 451–467; Learned-Miller & Thomas, arXiv 1905.06208: no distribution is known that it errs for. Of passes and failures it is
 * Clopper and Pearson's bound, of n values alike at the top α^(1/n). Null without a unit.
 */
export function boundedMeanLow(units: readonly MeanUnit[], range: Range, tail: number): number | null {
  const all = grouped(units);
  const { cases, sum, size } = sizesOf(all, tail);
  if (cases === 0) return null;
  const added = { sum: range.least * size, cases: size };
  const excess = (mean: number): number => 1 - chanceAbove(all, mean, added) - tail;
  return rootOf(excess, sum / cases, { least: range.least, step: (range.most - range.least) / Math.sqrt(cases) });
}

/** The upper bound, likewise. */
export function boundedMeanHigh(units: readonly MeanUnit[], range: Range, tail: number): number | null {
  const turned = units.map((unit) => ({ ...unit, sum: -unit.sum }));
  const low = boundedMeanLow(turned, { least: -range.most, most: -range.least }, tail);
  return low === null ? null : -low;
}

const USUAL_TAIL = 0.05;

/**
 * The p-value of "the mean is at least `limit`", dual to `boundedMeanHigh`, to be held against levels up to `tail`. Of
 * differences of single passes and failures against 0 it is McNemar's exact one-sided p.
 */
export function pMeanBelow(units: readonly MeanUnit[], range: Range, limit: number, tail: number = USUAL_TAIL): number {
  const all = grouped(units);
  const { cases, size } = sizesOf(all, tail);
  return cases === 0 ? 1 : chanceAbove(all, limit, { sum: range.most * size, cases: size });
}

function sizesOf(units: readonly MeanUnit[], tail: number): { cases: number; sum: number; size: number } {
  const sample = sampleUnits(units);
  return { cases: sample.cases, sum: sample.sum, size: unseen(sample, tail).size };
}

/** P( Σ E (y − mean·m) ≥ 0 ) over the units and the one added. */
function chanceAbove(units: readonly MeanUnit[], mean: number, added: Omit<MeanUnit, "times">): number {
  const all = [...units, { ...added, times: 1 }];
  const weights = all.map(({ sum, cases, times }) => ({ weight: sum - mean * cases, times }));
  return chanceOfPositive(weights.filter(({ weight }) => Math.abs(weight) > NEGLIGIBLE));
}

interface Weight {
  readonly weight: number;
  readonly times: number;
}

/**
 * P( Σ a E > 0 ) for independent exponential E, by Gil-Pelaez' inversion (Biometrika 38 (1951) 481–482) of the characteristic
 * function Π 1/(1 − i a u), in x = ln u, where the trapezoidal rule is nearly exact:
 *
 *   ½ + 1/π ∫ Im φ(eˣ) dx, Im φ = sin(Σ arctan(a u)) / Π √(1 + a² u²)
 */
function chanceOfPositive(weights: readonly Weight[]): number {
  if (!weights.some(({ weight }) => weight < 0)) return weights.length === 0 ? 0.5 : 1;
  if (!weights.some(({ weight }) => weight > 0)) return 0;
  const scale = Math.sqrt(weights.reduce((sum, { weight, times }) => sum + weight * weight * times, 0));
  const distance = weights.reduce((sum, { weight, times }) => sum + weight * times, 0) / scale;
  // The tails fall at least exponentially; the further out, the faster the integrand turns.
  if (Math.abs(distance) > FAR) return distance > 0 ? 1 : 0;
  const step = STEP / Math.max(1, Math.abs(distance) / 5);
  const part = (i: number): number => imaginaryPart(weights, Math.exp(i * step) / scale);
  let total = part(0);
  for (const direction of [-1, 1]) {
    for (let i = 1, idle = 0; idle < IDLE_STEPS; i++) {
      const value = part(direction * i);
      total += value;
      idle = Math.abs(value) < NEGLIGIBLE ? idle + 1 : 0;
    }
  }
  return Math.min(1, Math.max(0, 0.5 + (step * total) / Math.PI));
}

function imaginaryPart(weights: readonly Weight[], u: number): number {
  let [phase, logSize] = [0, 0];
  for (const { weight, times } of weights) {
    const product = weight * u;
    phase += times * Math.atan(product);
    logSize -= (times / 2) * Math.log1p(product * product);
  }
  return Math.sin(phase) * Math.exp(logSize);
}

/** Where a rising function that is above 0 at `from` crosses it, not below `least`: by false position (Illinois). */
function rootOf(f: (x: number) => number, from: number, { least, step }: { least: number; step: number }): number {
  if (f(least) >= 0) return least;
  let [a, fa, b, fb] = [from, f(from), from, f(from)];
  for (let reach = step; fa > 0; reach *= 2) {
    [b, fb] = [a, fa];
    a = Math.max(least, from - reach);
    fa = f(a);
  }
  for (let round = 0, side = 0; round < MOST_ROUNDS && b - a > PRECISION; round++) {
    const next = (a * fb - b * fa) / (fb - fa);
    const value = f(next);
    const moved = value < 0 ? -1 : 1;
    // The end that stays a second time counts half, so that both ends move.
    if (moved === side) [fa, fb] = moved < 0 ? [fa, fb / 2] : [fa / 2, fb];
    [a, fa, b, fb] = moved < 0 ? [next, value, b, fb] : [a, fa, next, value];
    side = moved;
  }
  return (a + b) / 2;
}

/** At most so many kinds of units are told apart: others are put together with their neighbours, their mean kept. */
const MOST_KINDS = 1_000;

function grouped(units: readonly MeanUnit[]): readonly MeanUnit[] {
  if (units.length <= MOST_KINDS) return units;
  const groups = new Map<string, { sum: number; cases: number; times: number }>();
  for (const { sum, cases, times } of units) {
    const key = `${cases} ${Math.round((sum / cases) * MOST_KINDS)}`;
    const known = groups.get(key) ?? { sum: 0, cases, times: 0 };
    groups.set(key, { sum: known.sum + sum * times, cases, times: known.times + times });
  }
  return [...groups.values()].map(({ sum, cases, times }) => ({ sum: sum / times, cases, times }));
}
