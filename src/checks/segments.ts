/** The locale is fixed so that every machine counts alike; word breaking of Japanese, Chinese or Thai does not depend on it. */
const LOCALE = "en";
const NOT_ASCII = /[^\x00-\x7f]/; // oxlint-disable-line no-control-regex -- what ASCII is
/** Unicode releases differ on the colon between letters, and underscores are odd: those texts take the slow way. */
const ODD_WORD = /_|[A-Za-z0-9]:[A-Za-z0-9]/;
const ASCII_WORD = /(?:[A-Za-z0-9]|(?<=[A-Za-z])['.](?=[A-Za-z])|(?<=[0-9])['.,;](?=[0-9]))+/g;

const LETTER_OR_NUMBER = /[\p{L}\p{N}]/u;

let characterSegmenter: Intl.Segmenter | null = null;
let wordSegmenter: Intl.Segmenter | null = null;
let sentenceSegmenter: Intl.Segmenter | null = null;

/** The characters as people see them (grapheme clusters, Unicode Standard Annex 29): an emoji with joiners is one. */
export function graphemes(text: string): readonly string[] {
  if (isOneUnitEach(text)) return Array.from(text);
  characterSegmenter ??= new Intl.Segmenter(LOCALE, { granularity: "grapheme" });
  return Array.from(characterSegmenter.segment(text), ({ segment }) => segment);
}

/** How many grapheme clusters the text has. */
export function countGraphemes(text: string): number {
  return isOneUnitEach(text) ? text.length : graphemes(text).length;
}

/** Is every grapheme one UTF-16 unit? Of ASCII only a carriage return joins with what follows. */
function isOneUnitEach(text: string): boolean {
  return !NOT_ASCII.test(text) && !text.includes("\r");
}

/** The words of the text (Unicode Standard Annex 29, with dictionaries for scripts without spaces), without punctuation. */
export function words(text: string): readonly string[] {
  if (!NOT_ASCII.test(text) && !ODD_WORD.test(text)) return text.match(ASCII_WORD) ?? [];
  wordSegmenter ??= new Intl.Segmenter(LOCALE, { granularity: "word" });
  const found: string[] = [];
  for (const { segment, isWordLike } of wordSegmenter.segment(text)) if (isWordLike === true) found.push(segment);
  return found;
}

/** How many sentences (Unicode Standard Annex 29) hold a letter or a number. A line break ends a sentence. */
export function countSentences(text: string): number {
  sentenceSegmenter ??= new Intl.Segmenter(LOCALE, { granularity: "sentence" });
  let count = 0;
  for (const { segment } of sentenceSegmenter.segment(text)) if (LETTER_OR_NUMBER.test(segment)) count++;
  return count;
}

/** How many lines the text has; a line break at its end begins no further line. */
export function countLines(text: string): number {
  if (text === "") return 0;
  const breaks = text.match(/\r\n|[\n\r\u2028\u2029]/g)?.length ?? 0;
  return /[\n\r\u2028\u2029]$/.test(text) ? breaks : breaks + 1;
}
