import { FIGURES } from "../diagnostics/english/rulings/parts.ts";

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
