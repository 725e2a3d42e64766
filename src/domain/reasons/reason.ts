import type { CodeReason, ExpressionFault, ScriptFault, ThreadEnd, Thrown } from "./code.ts";
import type { ConductReason } from "./conduct.ts";
import type { Quotation } from "./excerpt.ts";
import type { JsonReason, PathFault } from "./json.ts";
import type { JudgedReason, NoReply, OpinionFault } from "./judged.ts";
import type { OddCharacters, TextReason } from "./text.ts";
import type { ToolCallReason } from "./tool-calls.ts";

/**
 * Why a check says what it says: a code and what it is about, in no language. Plain data, so that it goes from thread to
 * thread. `say` makes a sentence of it, where a record is made.
 */
export type Reason =
  | TextReason
  | JsonReason
  | ToolCallReason
  | ConductReason
  | CodeReason
  | JudgedReason
  | ComposedReason
  | Quotation;

/** What composed checks say: `name` is a check's, or the path of a value. */
export type ComposedReason =
  | {
      readonly code: "of" | "not" | "not-there" | "holds-unwanted" | "fails-wanted";
      readonly name: string;
      readonly reason: Reason;
    }
  | { readonly code: "all-pass"; readonly count: number }
  | { readonly code: "none-passes"; readonly inner: readonly InnerReason[] }
  | { readonly code: "nothing-inside" }
  | LooksAlike;

/** Two texts that look alike differ: what each has that the other has not. */
export interface LooksAlike {
  readonly code: "looks-alike";
  readonly reason: Reason;
  readonly inText: OddCharacters;
  readonly inWanted: OddCharacters;
}

export interface InnerReason {
  readonly name: string;
  readonly reason: Reason;
}

/** Reasons, and the parts of reasons that are said in words of their own. */
export type Sayable = Reason | PathFault | ExpressionFault | ScriptFault | Thrown | ThreadEnd | OpinionFault | NoReply;

/** Makes a sentence, or a part of one. */
export type Say = (sayable: Sayable) => string;

/** Those of some reasons that may have a code. */
type OfCode<S, C> = S extends { readonly code: infer K } ? (C extends K ? S : never) : never;

/** The sentence of each code of some reasons; `say` is for what stands inside of them. */
export type Sentences<S extends Sayable> = {
  readonly [C in S["code"]]: (reason: OfCode<S, C>, say: Say) => string;
};

/** All that is said in one language. A second language is a second value of this type. */
export type ReasonCatalogue = Sentences<Sayable>;
