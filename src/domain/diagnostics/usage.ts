import { USAGE } from "./english/usage.ts";
import { type WordsOf, wordsOf } from "./wording/words-of.ts";

/** What is wrong with a command line, in the catalogue's words. */
export const usage: WordsOf<typeof USAGE> = wordsOf(USAGE);
