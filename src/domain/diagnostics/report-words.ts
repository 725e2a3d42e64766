import { REPORTS } from "./english/reports/reports.ts";
import { type WordsOf, wordsOf } from "./wording/words-of.ts";

/** What reports say of gates, ends and failures, of what changed and what to do next, in the catalogue's words. */
export const reportWords: WordsOf<typeof REPORTS> = wordsOf(REPORTS);
