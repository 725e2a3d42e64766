import { REFUSALS } from "./english/refusals/refusals.ts";
import { type WordsOf, wordsOf } from "./wording/words-of.ts";

/** Why something is not done, in the catalogue's words. */
export const refusalWords: WordsOf<typeof REFUSALS> = wordsOf(REFUSALS);
