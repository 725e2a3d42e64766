import type { Opinion } from "./read-reply.ts";

/** What several votes come to. `word` null: no majority, and `why`. */
export interface Outcome extends Opinion {
  /** How many votes (of a panel: members) gave the word, and of how many; null where there was only one. */
  readonly share: { readonly count: number; readonly of: number } | null;
}

/** One model's votes: more than half of all of them must give the same word. */
export function majorityOf(votes: readonly Opinion[]): Outcome {
  return agreed(votes, Math.floor(votes.length / 2) + 1, "the votes are split");
}

/** A panel's members: at least `agree` of them must give the same word. */
export function agreementOf(members: readonly Outcome[], agree: number): Outcome {
  const [only] = members;
  if (only !== undefined && members.length === 1) return only;
  return agreed(members, agree, "the panel does not agree");
}

function agreed(opinions: readonly Opinion[], needed: number, otherwise: string): Outcome {
  const [first] = opinions;
  if (first === undefined) throw new RangeError("a judge without a vote");
  const share = (count: number): Outcome["share"] => (opinions.length === 1 ? null : { count, of: opinions.length });
  for (const { word } of opinions) {
    const same = opinions.filter((opinion) => opinion.word === word);
    const [speaker = first] = same;
    if (word !== null && same.length >= needed) return { ...speaker, share: share(same.length) };
  }
  if (opinions.length === 1) return { ...first, share: null };
  const why = `${otherwise}: ${tallied(opinions)}`;
  return { word: null, why, evidence: first.evidence, reasoning: first.reasoning, share: share(0) };
}

/** `2 pass, 1 undecided (the judge refused)`. */
function tallied(opinions: readonly Opinion[]): string {
  const counts = new Map<string, number>();
  for (const { word } of opinions) counts.set(word ?? "undecided", (counts.get(word ?? "undecided") ?? 0) + 1);
  const why = opinions.find(({ word }) => word === null)?.why ?? null;
  const words = [...counts].map(([word, count]) => `${count} ${word}`).join(", ");
  return why === null ? words : `${words} (${why})`;
}
