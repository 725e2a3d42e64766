/** How two texts are made alike before they are compared. */
export interface Likening {
  readonly ignoreCase: boolean;
  readonly trim: boolean;
}

/**
 * A text as checks compare it: in Unicode normalisation form C, then without surrounding white space (`trim`), then in
 * lower case (`ignoreCase`: JavaScript's locale-independent `toLowerCase`, which does not equate `ß` with `SS`).
 */
export function comparable(text: string, likening: Likening): string {
  const composed = text.normalize("NFC");
  const trimmed = likening.trim ? composed.trim() : composed;
  return likening.ignoreCase ? trimmed.toLowerCase() : trimmed;
}
