import { METER } from "./english/failures/meter.ts";
import { type WordsOf, wordsOf } from "./wording/words-of.ts";

/** What the meter answers an application that it does not let through, in the catalogue's words. */
export const meterWords: WordsOf<typeof METER> = wordsOf(METER);
