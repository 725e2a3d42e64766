import { diffArrays } from "diff";

/** A run of text that both have, or only the older or the newer. */
export interface DiffPart {
  readonly kind: "same" | "removed" | "added";
  readonly text: string;
}

const MAX_EDITS = 400;
const words = new Intl.Segmenter("en", { granularity: "word" });

/** The difference of two texts by words of Unicode segmentation, nothing lost; null when they have too little in common. */
export function wordDiff(older: string, newer: string): DiffPart[] | null {
  const changes = diffArrays(tokens(older), tokens(newer), { maxEditLength: MAX_EDITS });
  if (changes === undefined) return null;
  return changes.map(({ removed, added, value }) => ({
    kind: removed ? "removed" : added ? "added" : "same",
    text: value.join(""),
  }));
}

function tokens(text: string): string[] {
  return Array.from(words.segment(text), ({ segment }) => segment);
}
