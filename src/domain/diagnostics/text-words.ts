import { TEXTS } from "./english/texts/texts.ts";
import { type WordsOf, wordsOf } from "./wording/words-of.ts";

/** What commands and tests tell, in the catalogue's words. */
export const textWords: WordsOf<typeof TEXTS> = wordsOf(TEXTS);
