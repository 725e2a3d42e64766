import { normalCdf } from "../numeric/normal.ts";
import type { Histogram } from "./histogram.ts";

/** p-values of a sign-flip test, and how they came about. `worse`: one-sided, the differences are negative. */
export interface SignFlipResult {
  readonly twoSided: number;
  readonly worse: number;
  readonly method: "sign-flip-exact" | "sign-flip-rounded" | "sign-flip-normal";
}

const MAX_LATTICE = 120;
const MAX_LATTICE_WORK = 3e7;
const MAX_ENUMERATED = 12;
const ROUNDING = 1e-9;

/**
 * The sign-flip permutation test on case-mean differences: were both sides alike, each difference would be as likely
 * with the other sign, so the sum is compared with the sums of all 2^m choices of signs over the m non-zero ones.
 * R. A. Fisher, The Design of Experiments (1935) §21. With one pass/fail trial a case it is McNemar's exact test.
 *
 * Exact where it can be: by convolution when the differences are multiples of a common fraction (as differences of k/K
 * are), else by enumeration up to m = 12. Beyond, differences are rounded to 120 steps of the largest, which leaves the test
 * exact, since a sign does not change by it, and costs a little power. Above 3·10⁷ operations the normal limit Σd/√Σd².
 */
export function signFlipTest(differences: Histogram): SignFlipResult {
  const nonZero = [...differences].filter(([value]) => Math.abs(value) > ROUNDING);
  const m = nonZero.reduce((total, [, times]) => total + times, 0);
  if (m === 0) return { twoSided: 1, worse: 1, method: "sign-flip-exact" };
  const lattice = latticeOf(nonZero);
  if (lattice !== null)
    return isFeasible(lattice, m) ? tails(convolve(lattice), lattice, "sign-flip-exact") : normalLimit(nonZero);
  if (m <= MAX_ENUMERATED)
    return enumerate(nonZero.flatMap(([value, times]) => Array.from({ length: times }, () => value)));
  const rounded = roundedLattice(nonZero);
  return isFeasible(rounded, m) ? tails(convolve(rounded), rounded, "sign-flip-rounded") : normalLimit(nonZero);
}

function isFeasible({ total }: Lattice, m: number): boolean {
  return total * m <= MAX_LATTICE_WORK;
}

type Entries = readonly (readonly [value: number, times: number])[];

/** Absolute differences in whole steps, and the sum of the positive ones. */
interface Lattice {
  readonly steps: readonly (readonly [size: number, times: number])[];
  readonly total: number;
  readonly positive: number;
}

function latticeOf(entries: Entries): Lattice | null {
  const isWhole = (scaled: number): boolean => Math.abs(scaled - Math.round(scaled)) < ROUNDING;
  for (let scale = 1; scale <= MAX_LATTICE; scale++) {
    if (entries.every(([value]) => isWhole(value * scale))) return inSteps(entries, scale);
  }
  return null;
}

function roundedLattice(entries: Entries): Lattice {
  return inSteps(entries, MAX_LATTICE / entries.reduce((largest, [value]) => Math.max(largest, Math.abs(value)), 0));
}

function inSteps(entries: Entries, scale: number): Lattice {
  const steps = entries.map(([value, times]) => [Math.round(Math.abs(value) * scale), times] as const);
  const total = steps.reduce((sum, [size, times]) => sum + size * times, 0);
  const positive = entries.reduce((sum, [value, times], i) => sum + (value > 0 ? (steps[i]?.[0] ?? 0) * times : 0), 0);
  return { steps, total, positive };
}

/** The chance of each sum of randomly chosen steps, 0..total: each step is taken or not, with chance ½. */
function convolve({ steps, total }: Lattice): Float64Array {
  const chances = new Float64Array(total + 1);
  chances[0] = 1;
  let reached = 0;
  for (const [size, times] of steps) {
    for (let i = 0; i < times; i++) {
      reached += size;
      for (let sum = reached; sum >= 0; sum--) {
        chances[sum] = ((chances[sum] ?? 0) + (sum >= size ? (chances[sum - size] ?? 0) : 0)) / 2;
      }
    }
  }
  return chances;
}

function tails(chances: Float64Array, { total, positive }: Lattice, method: SignFlipResult["method"]): SignFlipResult {
  const upTo = (last: number): number => chances.subarray(0, last + 1).reduce((sum, chance) => sum + chance, 0);
  const smaller = Math.min(positive, total - positive);
  return {
    twoSided: Math.min(1, 2 * smaller === total ? 1 : 2 * upTo(smaller)),
    worse: Math.min(1, upTo(positive)),
    method,
  };
}

/** Walks all 2^m sign choices in Gray-code order, so that each step flips one sign. */
function enumerate(values: readonly number[]): SignFlipResult {
  const observed = values.reduce((sum, value) => sum + value, 0);
  const signed = [...values];
  let [sum, asFar, asLow] = [observed, 0, 0];
  const count = 2 ** values.length;
  for (let step = 1; step <= count; step++) {
    if (Math.abs(sum) >= Math.abs(observed) - ROUNDING) asFar++;
    if (sum <= observed + ROUNDING) asLow++;
    const flipped = Math.min(values.length - 1, 31 - Math.clz32(step & -step));
    const value = signed[flipped] ?? 0;
    sum -= 2 * value;
    signed[flipped] = -value;
  }
  return { twoSided: asFar / count, worse: asLow / count, method: "sign-flip-exact" };
}

function normalLimit(entries: Entries): SignFlipResult {
  const sum = entries.reduce((total, [value, times]) => total + value * times, 0);
  const squares = entries.reduce((total, [value, times]) => total + value * value * times, 0);
  const z = sum / Math.sqrt(squares);
  return { twoSided: Math.min(1, 2 * normalCdf(-Math.abs(z))), worse: normalCdf(z), method: "sign-flip-normal" };
}
