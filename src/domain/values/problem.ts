import type { Said } from "../diagnostics/said.ts";

/** Steps from the root of a document to a value: keys and 0-based indexes. */
export type Pointer = readonly (string | number)[];

/** Where something stands that a person can look at. `file` is an absolute path. */
export type Place =
  | {
      readonly kind: "node";
      readonly file: string;
      readonly pointer: Pointer;
      readonly at: "key" | "value";
      /** What within it stands in files of its own: what is there is told of that file. */
      readonly spliced?: readonly Spliced[];
    }
  | { readonly kind: "line"; readonly file: string; readonly line: number; readonly column: number | null }
  | { readonly kind: "file"; readonly file: string }
  | { readonly kind: "argument"; readonly argument: string }
  | { readonly kind: "environment" };

/** A file in place of what is at a pointer (of the file that names it). */
export interface Spliced {
  readonly pointer: Pointer;
  readonly file: string;
}

export type Severity = "error" | "warning";

/**
 * What a stage found wrong in what it was given, as `said` words it. `pointer` is relative to that value; `code` is stable
 * and kebab-case; `message` says what is wrong and what was expected; `hint` is the next step.
 */
export interface Problem extends Said {
  readonly pointer: Pointer;
  readonly severity?: Severity;
  /** Point at the key of the pair, not at its value. */
  readonly at?: "key" | "value";
}

/** A problem with its place: what the command line prints. */
export interface Diagnostic extends Said {
  readonly severity: Severity;
  readonly place: Place;
  /** Cases that show it, where the place alone does not name them. */
  readonly cases?: { readonly first: NamedCase; readonly more: number };
}

/** A case by which a person finds it. `id`: null when it could not be made. */
export interface NamedCase {
  readonly id: string | null;
  readonly place: Place;
  /** False: nobody chose the id, and the place says more. */
  readonly idIsGiven?: boolean;
}

/** A place as a person reads it: 1-based line and column, and the source line itself when there is one. */
export interface Location {
  /** Relative to the working folder where possible, with forward slashes; or an option's name. */
  readonly file: string;
  readonly line: number | null;
  readonly column: number | null;
  /** How many characters to underline, at least 1. */
  readonly length: number;
  readonly sourceLine: string | null;
  /** Of a suite that is a value of a program: the path into it; empty for the value itself. */
  readonly path?: string;
}

export type Locate = (place: Place) => Location;

/** Either a value, or why there is none. Warnings may come with both. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T; readonly warnings: readonly Diagnostic[] }
  | { readonly ok: false; readonly problems: readonly Diagnostic[] };

/** Puts a stage's problem at its place in a file. */
export function placeProblem(problem: Problem, file: string, prefix: Pointer): Diagnostic {
  return {
    severity: problem.severity ?? "error",
    code: problem.code,
    place: { kind: "node", file, pointer: [...prefix, ...problem.pointer], at: problem.at ?? "value" },
    message: problem.message,
    hint: problem.hint,
  };
}
