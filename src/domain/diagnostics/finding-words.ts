import { FINDINGS, SUBJECTS } from "./english/findings/findings.ts";
import { type TextsOf, textsOf, type WordsOf, wordsOf } from "./wording/words-of.ts";

/** What was looked at, in the catalogue's words. */
export const subjectWords: WordsOf<typeof SUBJECTS> = wordsOf(SUBJECTS);

/** What was found there, in the catalogue's words. */
export const findingWords: TextsOf<typeof FINDINGS> = textsOf(FINDINGS);
