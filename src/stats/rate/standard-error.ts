/** Count, sum and sum of squares of some numbers: all that a mean and its error need. */
export interface Moments {
  readonly count: number;
  readonly sum: number;
  readonly sumOfSquares: number;
}

export function momentsOf(values: readonly number[]): Moments {
  return {
    count: values.length,
    sum: values.reduce((sum, value) => sum + value, 0),
    sumOfSquares: values.reduce((sum, value) => sum + value * value, 0),
  };
}

/** The sample variance Σ(x − x̄)²/(n − 1); 0 for fewer than two numbers. */
export function sampleVariance({ count, sum, sumOfSquares }: Moments): number {
  return count < 2 ? 0 : Math.max(0, (sumOfSquares - (sum * sum) / count) / (count - 1));
}

/** The standard error of a mean of independent numbers: √(Σ(x − x̄)² / (n(n − 1))) (Miller 2024, arXiv 2411.00640, eq. 1). */
export function standardError(moments: Moments): number {
  return Math.sqrt(sampleVariance(moments) / moments.count);
}

/**
 * The standard error of a mean whose numbers fall into clusters (`clusters[i]` is that of `values[i]`), with the
 * small-sample correction: √( C/(C − 1) · Σ_c (Σ_{i∈c} (x_i − x̄))² / n² ), as in Stata, statsmodels and Inspect; compare
 * it with t on C − 1 degrees of freedom. Miller 2024 leaves the correction out, which is too narrow for few clusters.
 * With equally many trials a case it is the plain error of the case means, which is how the summaries compute it.
 */
export function clusteredStandardError(values: readonly number[], clusters: readonly (string | number)[]): number {
  const mean = momentsOf(values).sum / values.length;
  const sums = new Map<string | number, number>();
  for (const [i, value] of values.entries()) {
    const cluster = clusters[i] ?? i;
    sums.set(cluster, (sums.get(cluster) ?? 0) + value - mean);
  }
  const squares = [...sums.values()].reduce((total, sum) => total + sum * sum, 0);
  return Math.sqrt((sums.size / (sums.size - 1)) * squares) / values.length;
}
