import type { CaseMarkWord } from "../../domain/case-mark.ts";

const TONES: Readonly<Record<CaseMarkWord, string>> = { good: "good", bad: "bad", "look again": "unsure" };

/** A mark in its colour, as HTML. */
export function markWords(mark: CaseMarkWord): string {
  return `<span class="${TONES[mark]}">${mark}</span>`;
}
