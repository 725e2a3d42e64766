import { FAILURES } from "./english/failures/failures.ts";
import { type WordsOf, wordsOf } from "./wording/words-of.ts";

/** Why a request, or a turn, has no answer, in the catalogue's words. */
export const failureWords: WordsOf<typeof FAILURES> = wordsOf(FAILURES);
