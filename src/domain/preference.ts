import type { Shown } from "./judging.ts";

/** Who won a pair of answers. `flip`: the two orders name different winners, which is a tie; `undecided`: the judge cannot tell. */
export type PairOutcome = "candidate" | "baseline" | "tie" | "flip" | "undecided";

/** In which place the candidate's answer stands. */
export type CandidatePlace = "first" | "second";

/** Both answers to one input, as a judge of pairs is shown them. */
export interface PairMaterial {
  /** What both were asked; null: the judge is not shown it. */
  readonly input: string | null;
  readonly baseline: string;
  readonly candidate: string;
}

/** What came of a pair. Raw text. */
export interface JudgedPair {
  readonly outcome: PairOutcome;
  /** Was the judge kept from answering, by the end of the run or by its budget? Then it is no vote, and may be asked later. */
  readonly isUnasked: boolean;
  /** What the judge said, or why it is undecided. */
  readonly reason: string;
  /** What it quoted, in either order; it need not stand in the answers. */
  readonly evidence: readonly string[];
}

/** The answers as they are shown when the candidate's stands in that place. */
export function shownPair({ input, baseline, candidate }: PairMaterial, place: CandidatePlace): Shown {
  const [first, second] = place === "first" ? [candidate, baseline] : [baseline, candidate];
  return { ...(input === null ? {} : { input }), first, second };
}
