let segmenter: Intl.Segmenter | null = null;

/** Cuts texts between the characters that a reader sees. Made when the first text needs it: that takes longer than many a command. */
export function graphemes(): Intl.Segmenter {
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return segmenter;
}
