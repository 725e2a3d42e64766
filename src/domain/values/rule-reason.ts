/** Between what a rule found in short and all its figures. */
const FIGURES = ". In figures: ";

/** A rule's reason that can be told in short: "no case changed; … In figures: 0.0 points against main (…)". */
export function reasonWithFigures(short: string, figures: string): string {
  return `${short}${FIGURES}${figures}`;
}

/** What a reason says before its figures; the whole where it has no such part. */
export function reasonInShort(reason: string): string {
  const end = reason.indexOf(FIGURES);
  return end < 0 ? reason : reason.slice(0, end);
}
