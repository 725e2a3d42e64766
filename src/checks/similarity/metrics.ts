import { bleu } from "./bleu.ts";
import { chrf } from "./chrf.ts";
import { levenshtein } from "./levenshtein.ts";
import { rougeL, rougeN } from "./rouge.ts";

export type Metric = "levenshtein" | "rouge_1" | "rouge_2" | "rouge_l" | "bleu" | "chrf";

export const METRICS: readonly Metric[] = ["levenshtein", "rouge_1", "rouge_2", "rouge_l", "bleu", "chrf"];

/** The product of both lengths that takes about a second, for metrics whose time grows with it. */
const MAX_PRODUCT: Readonly<Record<"levenshtein" | "rouge_l", number>> = { levenshtein: 1e9, rouge_l: 2e8 };

/** How like the reference the text is, 0..1; null if the texts are too long to compare by this metric. */
export function measure(metric: Metric, text: readonly string[], reference: readonly string[]): number | null {
  if (isTooLong(metric, text.length * reference.length)) return null;
  switch (metric) {
    case "levenshtein":
      return levenshtein(text, reference);
    case "rouge_1":
      return rougeN(text, reference, 1);
    case "rouge_2":
      return rougeN(text, reference, 2);
    case "rouge_l":
      return rougeL(text, reference);
    case "bleu":
      return bleu(text, reference);
    case "chrf":
      return chrf(text, reference);
  }
}

function isTooLong(metric: Metric, product: number): boolean {
  return (metric === "levenshtein" || metric === "rouge_l") && product > MAX_PRODUCT[metric];
}
