/** Count, sum and sum of squares of some numbers: all that a mean and its error need. */
export interface Moments {
  readonly count: number;
  readonly sum: number;
  readonly sumOfSquares: number;
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
 * Numbers that fall into units which are independent of each other (clusters, and numbers of none): with y the sum of a
 * unit's numbers and m how many they are, how many units and numbers there are, and Σy, Σy², Σym and Σm².
 */
export interface UnitMoments {
  readonly units: number;
  readonly cases: number;
  readonly sum: number;
  readonly sumOfSquares: number;
  readonly sumOfProducts: number;
  readonly sumOfSquaredSizes: number;
}

export const NO_UNITS: UnitMoments = {
  units: 0,
  cases: 0,
  sum: 0,
  sumOfSquares: 0,
  sumOfProducts: 0,
  sumOfSquaredSizes: 0,
};

/** With a unit more, or with several alike. */
export function withUnit(moments: UnitMoments, sum: number, cases: number, times = 1): UnitMoments {
  return {
    units: moments.units + times,
    cases: moments.cases + times * cases,
    sum: moments.sum + times * sum,
    sumOfSquares: moments.sumOfSquares + times * sum * sum,
    sumOfProducts: moments.sumOfProducts + times * sum * cases,
    sumOfSquaredSizes: moments.sumOfSquaredSizes + times * cases * cases,
  };
}

/**
 * The squared standard error of the mean of numbers in units, with the small-sample correction:
 * C/(C − 1) · Σ_c (Σ_{i∈c} (x_i − x̄))² / n², as in Stata, statsmodels and Inspect (Liang & Zeger, Biometrika 73 (1986) 13–22);
 * compare it with t on C − 1 degrees of freedom. Miller 2024 leaves the correction out, which is too narrow for few clusters.
 */
export function unitMeanVariance(moments: UnitMoments): number {
  const { units, cases, sum, sumOfSquares, sumOfProducts, sumOfSquaredSizes } = moments;
  const mean = sum / cases;
  const squares = sumOfSquares - 2 * mean * sumOfProducts + mean * mean * sumOfSquaredSizes;
  return units < 2 ? 0 : (units / (units - 1)) * (Math.max(0, squares) / (cases * cases));
}
