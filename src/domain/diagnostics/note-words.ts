import { NOTES } from "./english/notes/notes.ts";
import { type WordsOf, wordsOf } from "./wording/words-of.ts";

/** What has to be known beside what was done, in the catalogue's words. */
export const noteWords: WordsOf<typeof NOTES> = wordsOf(NOTES);
