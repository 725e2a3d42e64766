import type { VotesSplit } from "../domain/reasons/judged.ts";
import type { Opinion } from "./read-reply.ts";

/** What several votes come to. `word` null: no majority, and `why`. */
export interface Outcome extends Opinion {
  /** How many votes (of a panel: members) gave the word, and of how many; null where there was only one. */
  readonly share: { readonly count: number; readonly of: number } | null;
}

/** One model's votes: more than half of all of them must give the same word. */
export function majorityOf(votes: readonly Opinion[]): Outcome {
  return agreed(votes, Math.floor(votes.length / 2) + 1, "votes");
}

/** A panel's members: at least `agree` of them must give the same word. */
export function agreementOf(members: readonly Outcome[], agree: number): Outcome {
  const [only] = members;
  if (only !== undefined && members.length === 1) return only;
  return agreed(members, agree, "panel");
}

function agreed(opinions: readonly Opinion[], needed: number, of: VotesSplit["of"]): Outcome {
  const [first] = opinions;
  if (first === undefined) throw new RangeError("a judge without a vote");
  const share = (count: number): Outcome["share"] => (opinions.length === 1 ? null : { count, of: opinions.length });
  for (const { word } of opinions) {
    const same = opinions.filter((opinion) => opinion.word === word);
    const [speaker = first] = same;
    if (word !== null && same.length >= needed) return { ...speaker, share: share(same.length) };
  }
  if (opinions.length === 1) return { ...first, share: null };
  const why = { code: "judge.split", of, ...tallied(opinions) } as const;
  return { word: null, why, evidence: first.evidence, reasoning: first.reasoning, share: share(0) };
}

/** How many gave which word, and why the first without one has none. */
function tallied(opinions: readonly Opinion[]): Pick<VotesSplit, "counts" | "why"> {
  const counts = new Map<string | null, number>();
  for (const { word } of opinions) counts.set(word, (counts.get(word) ?? 0) + 1);
  return {
    counts: [...counts].map(([word, count]) => ({ word, count })),
    why: opinions.find(({ word }) => word === null)?.why ?? null,
  };
}
