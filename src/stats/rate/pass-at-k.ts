/**
 * The chance that at least one of k trials passes, from c passes in n trials, without bias: 1 − C(n−c, k)/C(n, k).
 * Chen et al. 2021, arXiv 2107.03374. Null when n < k: it cannot be estimated.
 */
export function passAtK(trials: number, passes: number, k: number): number | null {
  return trials < k ? null : 1 - chooseRatio(trials - passes, trials, k);
}

/**
 * The chance that all of k trials pass (pass^k), without bias: C(c, k)/C(n, k). Yao et al. 2024, arXiv 2406.12045.
 * (c/n)^k would be too high. Null when n < k.
 */
export function passHatK(trials: number, passes: number, k: number): number | null {
  return trials < k ? null : chooseRatio(passes, trials, k);
}

/** C(m, k)/C(n, k) as a product of k factors below 1, so that nothing overflows. */
function chooseRatio(m: number, n: number, k: number): number {
  let ratio = 1;
  for (let i = 0; i < k; i++) ratio *= Math.max(0, m - i) / (n - i);
  return ratio;
}
