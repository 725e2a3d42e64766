import { distance } from "fastest-levenshtein";

/**
 * The known word nearest to a misspelt one, or null when none is near: at most a third of its letters (and at least 2) may
 * differ, or parts may be missing at its end.
 */
export function nearestWord(word: string, known: Iterable<string>): string | null {
  const allowed = Math.max(2, Math.floor(word.length / 3));
  let best: { word: string; distance: number } | null = null;
  for (const candidate of known) {
    const steps = slips(word.toLowerCase(), candidate.toLowerCase());
    if (steps <= allowed && steps < candidate.length && (best === null || steps < best.distance)) {
      best = { word: candidate, distance: steps };
    }
  }
  return best?.word ?? longerName(word, known);
}

/** The one name that begins with the word and says more: `max_cost` for `max_cost_usd`. Null when it is none or several. */
function longerName(word: string, known: Iterable<string>): string | null {
  const longer = [...known].filter((candidate) => candidate.toLowerCase().startsWith(`${word.toLowerCase()}_`));
  return longer.length === 1 ? (longer[0] ?? null) : null;
}

/** Letters that differ; two neighbours that changed places are one slip, where Levenshtein counts two. */
function slips(word: string, candidate: string): number {
  const steps = distance(word, candidate);
  if (word.length !== candidate.length || steps < 2) return steps;
  let at = 0;
  while (word[at] === candidate[at]) at += 1;
  const swapped = word.slice(0, at) + (word[at + 1] ?? "") + (word[at] ?? "") + word.slice(at + 2);
  return Math.min(steps, 1 + distance(swapped, candidate));
}
