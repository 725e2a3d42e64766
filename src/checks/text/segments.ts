import { segmenter } from "../../base/segmenter.ts";

const NOT_ASCII = /[^\x00-\x7f]/; // oxlint-disable-line no-control-regex -- what ASCII is
/** Unicode releases differ on the colon between letters, and underscores are odd: those texts take the slow way. */
const ODD_WORD = /_|[A-Za-z0-9]:[A-Za-z0-9]/;
const ASCII_WORD = /(?:[A-Za-z0-9]|(?<=[A-Za-z])['.](?=[A-Za-z])|(?<=[0-9])['.,;](?=[0-9]))+/g;
const LETTER_OR_NUMBER = /[\p{L}\p{N}]/u;

/** Segmenting takes time that grows as the square of the length (V8 copies the text), so it is done in pieces. */
const PIECE = 512;
/** A word never goes on across these, nor across white space. */
const BETWEEN_WORDS = /(?=[。、，．！？「」『』（）])/u;
const LONGEST_RUN = 4096;
/** A sentence always ends here: after a full stop and a space before a capital, after a CJK stop before a CJK letter. */
const BETWEEN_SENTENCES =
  /(?<=[.?!] )(?=[A-Z])|(?<=[。！？])(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])/u;

const NS_PER_CHARACTER = 2_000;
const NS_PER_ASCII = 500;

/** At most how many nanoseconds it takes to segment a text in any of these ways. */
export function worstSegmentingNs(text: string): number {
  return text.length * (NOT_ASCII.test(text) ? NS_PER_CHARACTER + text.length : NS_PER_ASCII + text.length / 10);
}

/** The characters as people see them (grapheme clusters, Unicode Standard Annex 29): an emoji with joiners is one. */
export function graphemes(text: string): readonly string[] {
  if (isOneUnitEach(text)) return Array.from(text);
  const found: string[] = [];
  let window = PIECE;
  for (let start = 0; start < text.length;) {
    const pieces = Array.from(
      segmenter("grapheme").segment(text.slice(start, start + window)),
      ({ segment }) => segment,
    );
    const isLast = start + window >= text.length;
    // The last cluster may go on behind the window: it is looked at again.
    const whole = isLast ? pieces : pieces.slice(0, -1);
    window = whole.length === 0 ? 2 * window : PIECE;
    for (const piece of whole) {
      found.push(piece);
      start += piece.length;
    }
  }
  return found;
}

/** How many grapheme clusters the text has. */
export function countGraphemes(text: string): number {
  return isOneUnitEach(text) ? text.length : graphemes(text).length;
}

/** Is every grapheme one UTF-16 unit? Of ASCII only a carriage return joins with what follows. */
function isOneUnitEach(text: string): boolean {
  return !NOT_ASCII.test(text) && !text.includes("\r");
}

/**
 * The words of the text (Unicode Standard Annex 29, with dictionaries for scripts without spaces), without punctuation.
 * A run of more than 4,096 units without space or punctuation is cut there.
 */
export function words(text: string): readonly string[] {
  if (isPlain(text)) return text.match(ASCII_WORD) ?? [];
  return text.split(/[\t\n\f\r ]+/).flatMap((run) => {
    if (isPlain(run)) return run.match(ASCII_WORD) ?? [];
    return run.length > PIECE ? cutRun(run).flatMap(segmentedWords) : segmentedWords(run);
  });
}

function isPlain(text: string): boolean {
  return !NOT_ASCII.test(text) && !ODD_WORD.test(text);
}

function cutRun(run: string): readonly string[] {
  return run.split(BETWEEN_WORDS).flatMap((piece) => {
    const cuts = Math.ceil(piece.length / LONGEST_RUN);
    return Array.from({ length: cuts }, (_, index) => piece.slice(index * LONGEST_RUN, (index + 1) * LONGEST_RUN));
  });
}

function segmentedWords(text: string): readonly string[] {
  const found: string[] = [];
  for (const { segment, isWordLike } of segmenter("word").segment(text)) if (isWordLike === true) found.push(segment);
  return found;
}

/** How many sentences (Unicode Standard Annex 29) hold a letter or a number. A line break ends a sentence. */
export function countSentences(text: string): number {
  let count = 0;
  const lines = text.split("\n").flatMap((line) => (line.length > PIECE ? line.split(BETWEEN_SENTENCES) : [line]));
  for (const line of lines) {
    if (!LETTER_OR_NUMBER.test(line)) continue;
    for (const { segment } of segmenter("sentence").segment(line)) if (LETTER_OR_NUMBER.test(segment)) count++;
  }
  return count;
}

/** How many lines the text has; a line break at its end begins no further line. */
export function countLines(text: string): number {
  if (text === "") return 0;
  const breaks = text.match(/\r\n|[\n\r\u2028\u2029]/g)?.length ?? 0;
  return /[\n\r\u2028\u2029]$/.test(text) ? breaks : breaks + 1;
}
