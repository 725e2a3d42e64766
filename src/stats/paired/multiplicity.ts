/**
 * Holm's step-down adjustment: rejecting where the adjusted p is at most α keeps the chance of any false rejection
 * among all tests at α. S. Holm, Scand. J. Stat. 6 (1979) 65–70. The order of the input is kept.
 */
export function holm(pValues: readonly number[]): number[] {
  const order = ascending(pValues);
  const adjusted = [...pValues];
  let largest = 0;
  for (const [rank, index] of order.entries()) {
    largest = Math.max(largest, Math.min(1, (pValues.length - rank) * (pValues[index] ?? 1)));
    adjusted[index] = largest;
  }
  return adjusted;
}

/**
 * Benjamini and Hochberg's step-up adjustment (J. R. Stat. Soc. B 57 (1995) 289–300): keeps the share of false
 * discoveries among the rejected at α. For looking around, not for gates.
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const adjusted = [...pValues];
  let smallest = 1;
  for (const [rank, index] of [...ascending(pValues).entries()].toReversed()) {
    smallest = Math.min(smallest, ((pValues[index] ?? 1) * pValues.length) / (rank + 1));
    adjusted[index] = smallest;
  }
  return adjusted;
}

function ascending(values: readonly number[]): number[] {
  return [...values.keys()].sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
}
