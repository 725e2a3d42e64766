import { FILTERS } from "./english/failures/filters.ts";
import { type WordsOf, wordsOf } from "./wording/words-of.ts";

/** Why a filter of a template does not take what it is given, in the catalogue's words. */
export const filterWords: WordsOf<typeof FILTERS> = wordsOf(FILTERS);
