import { type WordsOf, wordsOf } from "../wording/words-of.ts";
import { TARGETS } from "./targets.ts";

/** Why an application gave no answer, in the catalogue's words. */
export const targetWords: WordsOf<typeof TARGETS> = wordsOf(TARGETS);
