import { TRIALS } from "./english/reports/trials.ts";
import { type WordsOf, wordsOf } from "./wording/words-of.ts";

/** Why a trial is what it is, in the catalogue's words; the page in the browser says it too. */
export const trialWords: WordsOf<typeof TRIALS> = wordsOf(TRIALS);
