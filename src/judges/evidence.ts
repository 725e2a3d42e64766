import type { Shown } from "../domain/judging.ts";

const GAP = /\s*(?:\.\.\.|…|\[\.\.\.\]|\[…\])\s*/;
const QUOTES = /^["“”„«»'‘’`]+|["“”„«»'‘’`]+$/g;
const LETTERS = /[\p{L}\p{N}]/gu;
const LETTER = /[\p{L}\p{N}]/u;
const DIGIT = /\p{N}/u;
/** Between words of these scripts nothing stands, or a word goes on in its endings. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** So many letters stand nowhere by chance, in the middle of a word or not. */
const LONG = 8;
const SHORTEST_WORD = 2;

/** Why a verdict cannot rest on a quote: it is not there, or says too little to be one. */
export type QuoteFault = "nowhere" | "short";

/**
 * Does a quote occur in what was shown? White space is folded, marks around it are left off, and what is left out in the
 * middle (`…`) may be anything; at least one piece must be there, and an empty quote occurs nowhere. A letter or a full stop occurs
 * in every answer: a quote is a whole word of two letters, a number, eight letters wherever they stand, or all of a text.
 */
export function quoteFault(evidence: string, shown: Shown): QuoteFault | null {
  const quote = folded(evidence.trim().replace(QUOTES, ""));
  const pieces = quote.split(GAP).filter((piece) => piece !== "");
  if (pieces.length === 0) return "nowhere";
  const texts = Object.values(shown).map(folded);
  const holding = texts.filter((text) => pieces.every((piece) => text.includes(piece)));
  if (holding.length === 0) return "nowhere";
  const isEnough = (text: string): boolean =>
    folded(text.replace(QUOTES, "")) === quote || pieces.some((piece) => saysSomething(piece, text));
  return holding.some(isEnough) ? null : "short";
}

function saysSomething(piece: string, text: string): boolean {
  const letters = piece.match(LETTERS)?.length ?? 0;
  if (letters >= LONG) return true;
  if (letters < SHORTEST_WORD && !DIGIT.test(piece)) return false;
  for (let at = text.indexOf(piece); at >= 0; at = text.indexOf(piece, at + 1)) {
    const end = at + piece.length;
    if (isApart(text.charAt(at - 1), piece.charAt(0)) && isApart(text.charAt(end), piece.charAt(piece.length - 1)))
      return true;
  }
  return false;
}

/** Does a word end between two characters of a text? */
function isApart(outer: string, inner: string): boolean {
  return !LETTER.test(outer) || !LETTER.test(inner) || UNSPACED.test(inner);
}

function folded(text: string): string {
  return text.normalize("NFC").replace(/\s+/g, " ").trim();
}
