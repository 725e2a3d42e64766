/** Between what a rule found in short and all its figures. */
const FIGURES = ". In figures: ";

/** A rule's reason that can be told in short: "no case changed; … In figures: 0.0 points against main (…)". */
export function reasonWithFigures(short: string, figures: string): string {
  return `${short}${FIGURES}${figures}`;
}

/** What a reason says in short, null where it says nothing so, and its figures, or all of it. */
export function reasonParts(reason: string): { readonly short: string | null; readonly figures: string } {
  const end = reason.indexOf(FIGURES);
  if (end < 0) return { short: null, figures: reason };
  return { short: reason.slice(0, end), figures: reason.slice(end + FIGURES.length) };
}

/** What a reason says before its figures; the whole where it has no such part. */
export function reasonInShort(reason: string): string {
  const { short, figures } = reasonParts(reason);
  return short ?? figures;
}
