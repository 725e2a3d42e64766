/**
 * The model that was asked, of those that may have been, by the name that the answer was given under (`claude-x-20260101` of
 * `claude-x`); null: there was no answer, and several may have been asked.
 */
export function askedModel(served: string | null, candidates: readonly string[]): string | null {
  if (served === null) return new Set(candidates).size === 1 ? (candidates[0] ?? null) : null;
  if (candidates.includes(served)) return served;
  const [longest] = candidates.filter((id) => served.startsWith(`${id}-`)).toSorted((a, b) => b.length - a.length);
  return longest ?? served;
}
