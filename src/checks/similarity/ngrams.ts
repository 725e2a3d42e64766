/** How often each n-gram occurs; the n-grams of one order only. */
export type NgramCounts = ReadonlyMap<string, number>;

/** The n-grams of a list of tokens, `order` tokens each. Tokens hold no U+0000. */
export function countNgrams(tokens: readonly string[], order: number): NgramCounts {
  const counts = new Map<string, number>();
  for (let start = 0; start + order <= tokens.length; start++) {
    const ngram = order === 1 ? (tokens[start] ?? "") : tokens.slice(start, start + order).join("\0");
    counts.set(ngram, (counts.get(ngram) ?? 0) + 1);
  }
  return counts;
}

/** How many n-grams two texts share, each counted as often as both have it. */
export function sharedNgrams(a: NgramCounts, b: NgramCounts): number {
  let shared = 0;
  for (const [ngram, count] of a) shared += Math.min(count, b.get(ngram) ?? 0);
  return shared;
}

/** The number of n-grams of `order` in `length` tokens. */
export function ngramTotal(length: number, order: number): number {
  return Math.max(0, length - order + 1);
}
