import type { CountRange } from "../values/count-range.ts";
import type { Excerpt, Excerpts } from "./excerpt.ts";

/** What checks of a text say. */
export type TextReason =
  | TextHolds
  | TextLacks
  | PatternReason
  | NumberReason
  | LengthReason
  | SimilarityReason
  | NothingPicked;

/** The text is as wanted. */
type TextHolds =
  | { readonly code: "text.is" | "text.contains" | "text.starts" | "text.ends"; readonly wanted: Excerpt }
  | { readonly code: "text.contains-all"; readonly count: number };

/** The text is not as wanted. `wanted` of those with several: each of them (`missing`), or one of them (`none`). */
type TextLacks =
  | {
      readonly code: "text.differs" | "text.lacks-start" | "text.lacks-end";
      readonly wanted: Excerpt;
      readonly got: Excerpt;
    }
  | {
      readonly code: "text.missing" | "text.has-none" | "text.is-none";
      readonly wanted: Excerpts;
      readonly got: Excerpt;
    };

/** Characters that cannot be seen, or look like others: the first ones, and how many more. */
export interface OddCharacters {
  readonly shown: readonly OddCharacter[];
  readonly more: number;
}

export interface OddCharacter {
  /** `U+200B`. */
  readonly codePoint: string;
  readonly kind: CharacterKind | null;
}

/** What a character is that looks like another, or like none. */
export type CharacterKind =
  | "no-break-space"
  | "narrow-no-break-space"
  | "soft-hyphen"
  | "zero-width-space"
  | "zero-width-non-joiner"
  | "zero-width-joiner"
  | "word-joiner"
  | "byte-order-mark"
  | "space"
  | "variation-selector"
  | "invisible"
  | "cyrillic"
  | "greek"
  | "armenian"
  | "dash";

/** `pattern`: as it is written between slashes, with its flags. */
type PatternReason =
  | { readonly code: "pattern.matches"; readonly pattern: string }
  | { readonly code: "pattern.differs"; readonly pattern: string; readonly got: Excerpt };

/** What the number of a text was to be, each bound as it was written. */
export interface WantedNumber {
  readonly equals: string | null;
  readonly tolerance: string | null;
  readonly min: string | null;
  readonly max: string | null;
}

type NumberReason =
  | { readonly code: "number.none" | "number.unreadable"; readonly wanted: WantedNumber; readonly got: Excerpt }
  /** `of`: how many numbers the text has; the last one counts. */
  | { readonly code: "number.is"; readonly wanted: WantedNumber; readonly got: string; readonly of: number };

export type LengthUnit = "chars" | "words" | "lines" | "sentences";

export interface MeasuredLength {
  readonly unit: LengthUnit;
  readonly range: CountRange;
  readonly got: number;
}

interface LengthReason {
  readonly code: "length";
  readonly lengths: readonly MeasuredLength[];
}

type SimilarityReason =
  | { readonly code: "similarity.is"; readonly metric: string; readonly got: string; readonly min: number }
  | { readonly code: "similarity.no-words"; readonly metric: string; readonly of: "text" | "reference" }
  | { readonly code: "similarity.too-long"; readonly metric: string };

/** `on` picked nothing out of the text. */
type NothingPicked =
  | { readonly code: "on.no-line" }
  | { readonly code: "on.no-tag"; readonly tag: string; readonly text: Excerpt }
  | { readonly code: "on.no-match"; readonly pattern: string; readonly text: Excerpt };
