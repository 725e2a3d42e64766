import type { Shown } from "../domain/judging.ts";

const GAP = /\s*(?:\.\.\.|…|\[\.\.\.\]|\[…\])\s*/;
const QUOTES = /^["“”„«»'‘’`]+|["“”„«»'‘’`]+$/g;

/**
 * Does a quote occur in what was shown? White space is folded, marks around it are left off, and what is left out in the
 * middle (`…`) may be anything; at least one piece must be there. An empty quote occurs nowhere.
 */
export function isQuoted(evidence: string, shown: Shown): boolean {
  const texts = Object.values(shown).map(folded);
  const pieces = folded(evidence.trim().replace(QUOTES, ""))
    .split(GAP)
    .filter((piece) => piece !== "");
  return pieces.length > 0 && texts.some((text) => pieces.every((piece) => text.includes(piece)));
}

function folded(text: string): string {
  return text.normalize("NFC").replace(/\s+/g, " ").trim();
}
