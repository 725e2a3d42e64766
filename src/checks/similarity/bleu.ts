import { countNgrams, ngramTotal, sharedNgrams } from "./ngrams.ts";

const MAX_ORDER = 4;

/**
 * Sentence BLEU (Papineni et al. 2002) as sacrebleu computes it for sentences: n-grams up to 4, exponential smoothing
 * (Chen and Cherry 2014, method 3: the k-th order without a match counts 1/(2^k · total)), effective order (orders that the
 * text is too short for are left out), brevity penalty exp(1 − reference/text). 0..1.
 */
export function bleu(text: readonly string[], reference: readonly string[]): number {
  let smoothing = 1;
  let logs = 0;
  let orders = 0;
  let matched = 0;
  for (let order = 1; order <= MAX_ORDER; order++) {
    const total = ngramTotal(text.length, order);
    if (total === 0) break;
    const shared = sharedNgrams(countNgrams(text, order), countNgrams(reference, order));
    matched += shared;
    if (shared === 0) smoothing *= 2;
    logs += Math.log(shared === 0 ? 1 / (smoothing * total) : shared / total);
    orders++;
  }
  if (matched === 0) return 0;
  const brevity = text.length < reference.length ? Math.exp(1 - reference.length / text.length) : 1;
  return Math.min(1, brevity * Math.exp(logs / orders));
}
