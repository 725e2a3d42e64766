import { RULINGS } from "./english/rulings/rulings.ts";
import type { Sentence } from "./wording/sentence.ts";
import { type WordsOf, wordsOf } from "./wording/words-of.ts";

/** What a rule of a gate comes to, in the catalogue's words. */
export const rulingWords: WordsOf<typeof RULINGS> = wordsOf(RULINGS);

/** Several of them in one; what is null is left out. */
export function also(first: Sentence, ...more: readonly (Sentence | null)[]): Sentence {
  const words = [first, ...more.filter((one) => one !== null)];
  return words.length === 1 ? first : rulingWords("also", { words });
}

/** A reason that can be told in short: "no case changed; … In figures: 0.0 points against main (…)". */
export function withFigures(short: Sentence, figures: Sentence): Sentence {
  return rulingWords("in-figures", { short, figures });
}
