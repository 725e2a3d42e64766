import type { Quotation } from "./excerpt.ts";

/** What a judge's replies come to. */
export type JudgedReason =
  | { readonly code: "judge.not-asked"; readonly judge: string }
  | JudgedWhole
  | { readonly code: "judge.criteria"; readonly judge: string; readonly criteria: readonly JudgedCriterion[] };

interface JudgedWhole {
  readonly code: "judge.whole";
  readonly judge: string;
  /** The menu's word and its score; null: no verdict could be taken. */
  readonly word: string | null;
  readonly score: number | null;
  /** The judge's own words; of no verdict, why. */
  readonly said: string | OpinionFault | null;
  /** How many votes gave the word, and of how many; null where there was one. */
  readonly share: { readonly count: number; readonly of: number } | null;
}

export interface JudgedCriterion {
  readonly name: string;
  /** `pass`: it holds; null: undecided. */
  readonly word: string | null;
  readonly said: string | OpinionFault | null;
}

/** Why a verdict of a judge cannot be taken. */
export type OpinionFault =
  | { readonly code: "judge.no-answer"; readonly why: NoReply }
  | { readonly code: "judge.refused" | "judge.says-nothing" }
  | { readonly code: "judge.quotes-nothing" | "judge.quote-nowhere" | "judge.quote-short" }
  | { readonly code: "judge.cut-off" | "judge.ended"; readonly stopReason: string }
  /** `said`: its beginning, in quotes. */
  | { readonly code: "judge.not-of-form" | "judge.off-menu"; readonly said: string }
  | { readonly code: "judge.unsure"; readonly reasoning: string | null }
  | VotesSplit;

/** Votes of a model, or members of a panel, that do not agree. */
export interface VotesSplit {
  readonly code: "judge.split";
  readonly of: "votes" | "panel";
  /** How many gave which word, in the order in which the words came; null: none. */
  readonly counts: readonly { readonly word: string | null; readonly count: number }[];
  /** Why the first without a word has none. */
  readonly why: OpinionFault | null;
}

/** Why no reply of a judge came. */
export type NoReply = { readonly code: "judge.not-simulated" } | Quotation;
