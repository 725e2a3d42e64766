/** How two texts are made alike before they are compared. */
export interface Likening {
  readonly ignoreCase: boolean;
  readonly trim: boolean;
}

/**
 * A text as checks compare it: in Unicode normalisation form C, then without surrounding white space (`trim`), then with
 * its case folded (`ignoreCase`).
 */
export function comparable(text: string, likening: Likening): string {
  const composed = text.normalize("NFC");
  const trimmed = likening.trim ? composed.trim() : composed;
  return likening.ignoreCase ? caseFolded(trimmed) : trimmed;
}

const ASCII = /^[\x00-\x7f]*$/; // oxlint-disable-line no-control-regex -- what ASCII is
const DOTLESS_I = "ı";

/**
 * Full case folding (Unicode Standard, §3.13; CaseFolding.txt, C and F): `ß` is `SS`, a final sigma a sigma, and of Turkish
 * nothing is assumed. A letter is what the lower case of its upper case is; only the dotless i, which folds to itself, is not.
 */
export function caseFolded(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  const folded = text.split(DOTLESS_I).map((part) => part.toLowerCase().toUpperCase().toLowerCase());
  return folded.join(DOTLESS_I).replaceAll("ς", "σ").normalize("NFC");
}
