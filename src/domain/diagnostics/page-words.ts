import { PAGE } from "./english/reports/page.ts";
import { type WordsOf, wordsOf } from "./wording/words-of.ts";

/** What the page in the browser says, in the catalogue's words. It has this catalogue alone: the page stays small. */
export const pageWords: WordsOf<typeof PAGE> = wordsOf(PAGE);
