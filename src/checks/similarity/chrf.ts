import { countNgrams, ngramTotal, sharedNgrams } from "./ngrams.ts";

const MAX_ORDER = 6;
const BETA_SQUARED = 4;

/**
 * chrF2 (Popović 2015) as sacrebleu computes it: precision and recall of character n-grams, averaged over the orders 1
 * to 6 that both texts are long enough for, then F with beta 2. `text` and `reference` are characters without white space. 0..1.
 */
export function chrf(text: readonly string[], reference: readonly string[]): number {
  let precision = 0;
  let recall = 0;
  let orders = 0;
  for (let order = 1; order <= MAX_ORDER; order++) {
    const inText = ngramTotal(text.length, order);
    const inReference = ngramTotal(reference.length, order);
    if (inText === 0 || inReference === 0) break;
    const shared = sharedNgrams(countNgrams(text, order), countNgrams(reference, order));
    precision += shared / inText;
    recall += shared / inReference;
    orders++;
  }
  if (precision + recall === 0) return 0;
  const [meanPrecision, meanRecall] = [precision / orders, recall / orders];
  return ((1 + BETA_SQUARED) * meanPrecision * meanRecall) / (BETA_SQUARED * meanPrecision + meanRecall);
}
