import type { Excerpt, Quotation } from "./excerpt.ts";
import type { NoJson } from "./json.ts";

/** What expressions and scripts of a suite say, and what becomes of the threads in which checks run. */
export type CodeReason = ExpressionReason | ScriptReason | ApartReason;

type ExpressionReason =
  | { readonly code: "expr.true"; readonly source: Excerpt }
  | { readonly code: "expr.false"; readonly source: Excerpt; readonly text: Excerpt }
  /** `got`: an integer, or the kind of a value that is neither true nor false. */
  | { readonly code: "expr.not-boolean"; readonly source: Excerpt; readonly got: string }
  | { readonly code: "expr.failed"; readonly source: Excerpt; readonly why: ExpressionFault };

/** Why an expression gives no value. */
export type ExpressionFault =
  | { readonly code: "expr.too-much" }
  | { readonly code: "expr.bad-pattern"; readonly engine: string }
  | NoJson
  | Quotation;

/** A file, or a function of the program that runs the suite. */
export interface NamedScript {
  readonly kind: "file" | "function";
  readonly name: string;
}

type ScriptReason =
  | { readonly code: "script.returned"; readonly script: NamedScript; readonly value: boolean }
  | { readonly code: "script.returned-pass"; readonly script: NamedScript; readonly pass: boolean }
  | { readonly code: "script.nonsense" | "script.bad-score"; readonly script: NamedScript; readonly got: string }
  | { readonly code: "script.no-pass"; readonly script: NamedScript }
  | { readonly code: "script.failed"; readonly script: NamedScript; readonly why: ScriptFault };

/** Why a script, or a function in its place, returned nothing. */
export type ScriptFault =
  | { readonly code: "script.late" | "script.function-late"; readonly seconds: number }
  | { readonly code: "script.function-gone" | "script.no-function" }
  | { readonly code: "script.unloadable" | "script.threw"; readonly thrown: Thrown }
  | { readonly code: "script.died"; readonly why: ThreadEnd };

/** What code threw. `error`: an error, by its name and message; else a value, as text. */
export interface Thrown {
  readonly code: "thrown";
  readonly isError: boolean;
  readonly words: string;
}

/** A check that was graded in a thread of its own, and came to no verdict. */
type ApartReason =
  | { readonly code: "apart.late"; readonly seconds: number }
  | { readonly code: "apart.died"; readonly why: ThreadEnd };

/** Why a thread ended before it answered. */
export type ThreadEnd =
  | { readonly code: "thread.run-over" }
  | { readonly code: "thread.exited"; readonly exit: number }
  | { readonly code: "thread.memory"; readonly megabytes: number }
  | Quotation;
