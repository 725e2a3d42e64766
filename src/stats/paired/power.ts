import { normalQuantile } from "../numeric/normal.ts";

/** What a planned test may get wrong: a false alarm (`alpha`, over `sides`) and missing a true effect (1 − `power`). */
export interface Risk {
  readonly alpha: number;
  readonly sides: 1 | 2;
  readonly power: number;
}

const BISECTIONS = 60;

function quantiles({ alpha, sides, power }: Risk): { readonly zAlpha: number; readonly zBeta: number } {
  return { zAlpha: normalQuantile(1 - alpha / sides), zBeta: normalQuantile(power) };
}

/**
 * Cases needed to see a difference `delta` of paired pass/fail rates when a share `discordance` of cases differs:
 * n = (z_α √ψ + z_β √(ψ − δ²))² / δ². R. J. Connor, Biometrics 43 (1987) 207–211. At least |δ| of cases must differ.
 */
export function connorCases(delta: number, discordance: number, risk: Risk): number {
  const { zAlpha, zBeta } = quantiles(risk);
  const psi = Math.max(discordance, Math.abs(delta));
  return Math.ceil(
    (zAlpha * Math.sqrt(psi) + zBeta * Math.sqrt(Math.max(0, psi - delta * delta))) ** 2 / delta ** 2 - 1e-9,
  );
}

/**
 * Cases needed to see a mean difference `delta` of case rates whose differences have variance `variance`:
 * n = (z_α + z_β)² s² / δ² (Miller 2024, arXiv 2411.00640, §5; s² = ω² + σ²_A/K_A + σ²_B/K_B).
 */
export function pairedCases(delta: number, variance: number, risk: Risk): number {
  const { zAlpha, zBeta } = quantiles(risk);
  return Math.ceil(((zAlpha + zBeta) ** 2 * variance) / delta ** 2 - 1e-9);
}

/** The smallest mean difference that `n` cases show: (z_α + z_β) √(s²/n), at most 1. */
export function detectableDifference(n: number, variance: number, risk: Risk): number {
  const { zAlpha, zBeta } = quantiles(risk);
  return Math.min(1, (zAlpha + zBeta) * Math.sqrt(variance / n));
}

/** The smallest difference of pass/fail rates that `n` cases show: Connor's formula solved for δ. Null: not even 1. */
export function detectablePassDifference(n: number, discordance: number, risk: Risk): number | null {
  if (connorCases(1, discordance, risk) > n) return null;
  let [low, high] = [0, 1];
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = (low + high) / 2;
    if (middle > 0 && connorCases(middle, discordance, risk) <= n) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * Trials needed to tell a true rate `rate` from a limit `limit` with a one-sample test:
 * n = (z_α √(p₀q₀) + z_β √(p₁q₁))² / (p₁ − p₀)² (Fleiss, Levin & Paik 2003, §2.5). Infinite when they are equal.
 */
export function oneSampleTrials(rate: number, limit: number, risk: Risk): number {
  const { zAlpha, zBeta } = quantiles(risk);
  const spread = zAlpha * Math.sqrt(limit * (1 - limit)) + zBeta * Math.sqrt(rate * (1 - rate));
  return rate === limit ? Number.POSITIVE_INFINITY : Math.ceil((spread / (rate - limit)) ** 2 - 1e-9);
}

/** How far below `limit` a true rate must be for `n` trials to show it: `oneSampleTrials` solved for the rate. Null: no rate is. */
export function detectableShortfall(n: number, limit: number, risk: Risk): number | null {
  if (limit <= 0 || oneSampleTrials(0, limit, risk) > n) return null;
  let [low, high] = [0, limit];
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = (low + high) / 2;
    if (oneSampleTrials(middle, limit, risk) <= n) low = middle;
    else high = middle;
  }
  return limit - low;
}

/**
 * Cases needed to prove a margin when nothing has changed: enough for the spread of the differences, and enough for
 * n unchanged pairs to leave less than the margin open, z²(1 − m)/m.
 */
export function nonInferiorityCases(margin: number, variance: number, risk: Risk): number {
  const z = quantiles(risk).zAlpha;
  return Math.max(pairedCases(margin, variance, risk), Math.floor((z * z * (1 - margin)) / margin) + 1);
}
