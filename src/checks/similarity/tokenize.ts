import { graphemes, words } from "../text/segments.ts";
import type { Metric } from "./metrics.ts";

/** `reference`: as the metric's reference implementation does it. `words`, `chars`: by Unicode segmentation. */
export type Tokenizer = "reference" | "words" | "chars";

const SPACE = /\s/;
const LETTERS = /[\p{L}\p{N}]/gu;
/** Scripts that are written without spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/gu;

/** The tokens of a text (in NFC) that a metric compares. */
export function tokenize(text: string, metric: Metric, tokenizer: Tokenizer): readonly string[] {
  const isRouge = metric.startsWith("rouge");
  const cased = isRouge ? text.toLowerCase() : text;
  if (tokenizer === "words") return words(cased);
  if (tokenizer === "chars") {
    const characters = graphemes(cased);
    return metric === "levenshtein" ? characters : characters.filter((character) => !SPACE.test(character));
  }
  if (isRouge) return cased.match(/[a-z0-9]+/g) ?? [];
  if (metric === "bleu") return tokenize13a(text);
  return metric === "levenshtein" ? Array.from(text) : Array.from(text.replace(/\s+/gu, ""));
}

/**
 * Are the words of this text hidden from the tokenizer? True of a text with letters of which it makes no token, and, for
 * BLEU's own tokenizer, of a text mostly in a script without spaces, which it takes for one long word.
 */
export function hidesWords(text: string, metric: Metric, tokenizer: Tokenizer): boolean {
  const letters = text.match(LETTERS)?.length ?? 0;
  if (letters === 0) return false;
  if (tokenizer === "reference" && metric === "bleu") return (text.match(UNSPACED)?.length ?? 0) * 2 > letters;
  return tokenize(text, metric, tokenizer).length === 0;
}

/**
 * The tokenizer of mteval-v13a (NIST), which sacrebleu calls 13a: ASCII punctuation stands alone, a period or comma
 * unless between digits, a dash after a digit; four HTML entities are resolved and a hyphen at a line's end joins.
 */
function tokenize13a(text: string): readonly string[] {
  const joined = text
    .trimEnd()
    .replaceAll("<skipped>", "")
    .replaceAll("-\n", "")
    .replaceAll("\n", " ")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">");
  const spaced = ` ${joined} `
    .replace(/[{-~[-` -&(-+:-@/]/g, " $& ")
    .replace(/([^0-9])([.,])/gu, "$1 $2 ")
    .replace(/([.,])([^0-9])/gu, " $1 $2")
    .replace(/([0-9])(-)/g, "$1 $2 ");
  return spaced.split(/\s+/u).filter((token) => token !== "");
}
