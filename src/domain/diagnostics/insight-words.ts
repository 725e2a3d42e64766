import { INSIGHTS } from "./english/insights/insights.ts";
import { type WordsOf, wordsOf } from "./wording/words-of.ts";

/** What the figures of a report say, and what they leave open, in the catalogue's words. */
export const insightWords: WordsOf<typeof INSIGHTS> = wordsOf(INSIGHTS);
