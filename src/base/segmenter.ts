type Granularity = NonNullable<Intl.SegmenterOptions["granularity"]>;

/** The locale is fixed so that every machine counts alike; word breaking of Japanese, Chinese or Thai does not depend on it. */
const LOCALE = "en";

const made = new Map<Granularity, Intl.Segmenter>();

/**
 * Cuts texts into the characters that a reader sees, into words or into sentences (Unicode Standard Annex 29). Made when the
 * first text needs it: that takes longer than many a command.
 */
export function segmenter(granularity: Granularity): Intl.Segmenter {
  const known = made.get(granularity) ?? new Intl.Segmenter(LOCALE, { granularity });
  made.set(granularity, known);
  return known;
}
