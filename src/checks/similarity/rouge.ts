import { countNgrams, ngramTotal, sharedNgrams } from "./ngrams.ts";

/**
 * ROUGE-N, F1 (Lin 2004; as Google's rouge_score computes it): the harmonic mean of the shares of the text's and of
 * the reference's n-grams that the other has too. 0..1.
 */
export function rougeN(text: readonly string[], reference: readonly string[], order: number): number {
  const shared = sharedNgrams(countNgrams(text, order), countNgrams(reference, order));
  return f1(shared, ngramTotal(text.length, order), ngramTotal(reference.length, order));
}

/**
 * ROUGE-L, F1 (Lin 2004; as Google's rouge_score computes it): the same with the longest common subsequence in place
 * of shared n-grams. 0..1. Time and memory grow as the product and the sum of the lengths.
 */
export function rougeL(text: readonly string[], reference: readonly string[]): number {
  return f1(longestCommonSubsequence(text, reference), text.length, reference.length);
}

function f1(shared: number, inText: number, inReference: number): number {
  if (shared === 0) return 0;
  const precision = shared / inText;
  const recall = shared / inReference;
  return (2 * precision * recall) / (precision + recall);
}

function longestCommonSubsequence(a: readonly string[], b: readonly string[]): number {
  let above = new Uint32Array(b.length + 1);
  let row = new Uint32Array(b.length + 1);
  for (const token of a) {
    for (let column = 1; column <= b.length; column++) {
      row[column] =
        token === b[column - 1] ? (above[column - 1] ?? 0) + 1 : Math.max(above[column] ?? 0, row[column - 1] ?? 0);
    }
    [above, row] = [row, above];
  }
  return above[b.length] ?? 0;
}
