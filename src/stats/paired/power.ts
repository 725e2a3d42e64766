import { binomialCdf } from "../numeric/beta.ts";
import { logBeta } from "../numeric/log-gamma.ts";
import { normalQuantile } from "../numeric/normal.ts";
import { boundCheck } from "./tango.ts";

/** The power that advice is given for: 4 times in 5. */
export const USUAL_POWER = 0.8;

/** A `not_worse_than` rule on single pairs: how many, what share of them differs with nothing changed, what it asks. */
export interface PairedDesign {
  readonly cases: number;
  /** Of cases, lost and won alike. */
  readonly discordance: number;
  readonly margin: number;
  readonly alpha: number;
}

const BISECTIONS = 14;
const NEGLIGIBLE = 1e-10;
const MOST_CASES = 1_000_000;

/**
 * The chance that the rule is red where the candidate loses a further share `drop` of the cases, by enumeration: of n cases
 * M ~ Bin(n, ψ + δ) differ, of these C ~ Bin(M, ψ/2 ÷ (ψ + δ)) are won, and the rule is red where McNemar's exact one-sided
 * p is at most alpha and the margin is not proven all the same. A drop adds to the noise: it does not replace it.
 */
export function chanceOfRed(design: PairedDesign, drop: number): number {
  const { cases, margin, alpha } = design;
  const isGreen = boundCheck(cases, -margin, alpha);
  return chanceOf(design, drop, (differing) => {
    const significant = mostWith(differing, (won) => binomialCdf(won, differing, 0.5) <= alpha);
    // Proven to be within the margin, a loss is green: with so few lost none of these is red.
    return { from: 0, to: mostWith(significant, (won) => !isGreen(differing - won, won)) };
  });
}

/** The chance that the rule is green with nothing changed, by enumeration. */
export function chanceOfGreen(design: PairedDesign): number {
  const isGreen = boundCheck(design.cases, -design.margin, design.alpha);
  return chanceOf(design, 0, (differing) => {
    return { from: mostWith(differing, (won) => !isGreen(differing - won, won)) + 1, to: differing };
  });
}

/** The largest number from 0 to `most` for which something holds that holds for all smaller ones; −1: for none. */
function mostWith(most: number, holds: (won: number) => boolean): number {
  let [low, high] = [-1, most];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Sums the chance of `from` … `to` won over all numbers of differing cases. */
function chanceOf(
  { cases, discordance }: PairedDesign,
  drop: number,
  wonRange: (differing: number) => { readonly from: number; readonly to: number },
): number {
  const share = Math.min(1, discordance + drop);
  const winning = share === 0 ? 0 : Math.min(1, discordance / 2 / share);
  // Beyond eight standard deviations and as many cases there is nothing left.
  const [middle, reach] = [cases * share, 8 + 8 * Math.sqrt(cases * share)];
  let total = 0;
  for (
    let differing = Math.max(0, Math.floor(middle - reach));
    differing <= Math.min(cases, middle + reach);
    differing++
  ) {
    const weight = binomialMass(differing, cases, share);
    if (weight < NEGLIGIBLE) continue;
    const { from, to } = wonRange(differing);
    if (to >= from) total += weight * (binomialCdf(to, differing, winning) - binomialCdf(from - 1, differing, winning));
  }
  return total;
}

function binomialMass(k: number, n: number, p: number): number {
  if (p <= 0 || p >= 1) return k === (p <= 0 ? 0 : n) ? 1 : 0;
  const logChoose = -Math.log(n + 1) - logBeta(n - k + 1, k + 1);
  return Math.exp(logChoose + k * Math.log(p) + (n - k) * Math.log1p(-p));
}

/** The smallest drop, whole cases breaking, that turns the rule red 4 times in 5. Null: no drop does. */
export function detectableDrop(design: PairedDesign): number | null {
  const most = 1 - design.discordance / 2;
  return leastShare(most, (drop) => chanceOfRed(design, drop) >= USUAL_POWER);
}

/** How many cases make the rule green 4 times in 5 with nothing changed, more than `design.cases`; null: not a million do. */
export function casesForGreen(design: PairedDesign): number | null {
  const guess = ((1.645 + 0.842) ** 2 * design.discordance) / design.margin ** 2;
  return leastCases(Math.max(design.cases + 1, Math.floor(guess / 2)), (cases) => {
    return chanceOfGreen({ ...design, cases }) >= USUAL_POWER;
  });
}

/** A rule on several trials a case, or on clusters: the variance of the case differences with nothing changed. */
export interface RepeatedDesign {
  readonly cases: number;
  readonly variance: number;
  readonly margin: number;
  readonly alpha: number;
}

/** What the bound of effective pairs adds to the error of the mean, in cases: the one that was not seen (by simulation). */
const UNSEEN_CASES = 1.4;

/**
 * The smallest drop that turns a rule on several trials a case red 4 times in 5, whole cases breaking: with the noise s² of
 * the differences, δ√n = z_α √(s² + δ) + z_β √(s² + δ − δ²), since broken cases add to the noise too; and at least as many
 * broken cases as a test of signs needs. Null: no drop does.
 */
export function detectableRepeatedDrop({ cases, variance, alpha }: RepeatedDesign): number | null {
  const [zAlpha, zBeta] = [normalQuantile(1 - alpha), normalQuantile(USUAL_POWER)];
  const fewest = detectableDrop({ cases, discordance: 0, margin: 0, alpha });
  if (fewest === null) return null;
  const isSeen = (drop: number): boolean => {
    const spread = variance + drop;
    return drop * Math.sqrt(cases) >= zAlpha * Math.sqrt(spread) + zBeta * Math.sqrt(Math.max(0, spread - drop * drop));
  };
  const drop = leastShare(1, isSeen);
  return drop === null ? null : Math.max(drop, fewest);
}

/** How many cases make it green 4 times in 5 with nothing changed, more than there are; null: not a million do. */
export function repeatedCasesForGreen(design: RepeatedDesign): number | null {
  return leastCases(design.cases + 1, (cases) => isGreenRepeated({ ...design, cases }));
}

/** Is it green 4 times in 5 with nothing changed? By the normal limit, and never with fewer cases than a clean sheet needs. */
export function isGreenRepeated({ cases, variance, margin, alpha }: RepeatedDesign): boolean {
  const z = normalQuantile(1 - alpha) + normalQuantile(USUAL_POWER);
  const isLarge = z * Math.sqrt(variance / cases) + UNSEEN_CASES / cases <= margin;
  return isLarge && alpha ** (1 / cases) >= 1 - margin;
}

/** The least share up to `most` for which something holds that holds for all larger ones. */
function leastShare(most: number, holds: (share: number) => boolean): number | null {
  if (!holds(most)) return null;
  let [low, high] = [0, most];
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** About the least number of cases from `from` on for which something holds; it holds for the one that is returned. */
export function leastCases(from: number, holds: (cases: number) => boolean): number | null {
  let [low, high] = [from - 1, from];
  while (!holds(high)) {
    if (high > MOST_CASES) return null;
    [low, high] = [high, high + Math.max(1, Math.ceil((high - from) / 2), Math.ceil(high / 20))];
  }
  while (high - low > Math.max(1, high / 100)) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}
