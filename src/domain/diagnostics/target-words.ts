import { TARGETS } from "./english/failures/targets.ts";
import { type WordsOf, wordsOf } from "./wording/words-of.ts";

/** Why an application gave no answer, in the catalogue's words. */
export const targetWords: WordsOf<typeof TARGETS> = wordsOf(TARGETS);
