import { printableLine } from "../../base/printable.ts";
import type { DiagnosticCode } from "../../domain/diagnostics/codes.ts";
import type { Said } from "../../domain/diagnostics/said.ts";
import type { Diagnostic, Locate } from "../../domain/values/problem.ts";

/** What is wrong with what a program handed over, and where. */
export interface SuiteProblem {
  /** Stable; docs/errors.md explains each. */
  readonly code: DiagnosticCode;
  readonly severity: "error" | "warning";
  readonly message: string;
  /** The next step. */
  readonly hint: string | null;
  /** The path of the file, relative to the working folder; null for a value of the program. */
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  /** Of a value of the program: the path to what is wrong, `cases[0].expect[1].contains`; null for files. */
  readonly path: string | null;
}

/** Thrown where nothing can be run: `problems` has all that was found. Of two copies of this package, `code` is the same. */
export class SuiteError extends Error {
  /** As it is printed where nobody catches it: the bundle has a short name for the class. */
  static override readonly name = "SuiteError";
  override readonly name: string = "SuiteError";
  readonly code = "PROMPT_RUN_SUITE_ERROR";
  readonly problems: readonly SuiteProblem[];

  constructor(problems: readonly SuiteProblem[]) {
    super(problems.map(problemText).join("\n"));
    this.problems = problems;
  }
}

/** One problem as a line: `suites/a.yaml:3:5: message [code] (hint)`. */
function problemText({ code, message, hint, file, line, column, path }: SuiteProblem): string {
  const at = file === null ? path : [file, line, column].filter((part) => part !== null).join(":");
  const where = at === null || at === "" ? "" : `${printableLine(at)}: `;
  return `${where}${printableLine(message)} [${code}]${hint === null ? "" : ` (${printableLine(hint)})`}`;
}

/** What a stage found, as a program reads it. */
export function suiteProblem(diagnostic: Diagnostic, locate: Locate): SuiteProblem {
  const { code, severity, message, hint } = diagnostic;
  const { file, line, column, path } = locate(diagnostic.place);
  if (path !== undefined) return { code, severity, message, hint, file: null, line: null, column: null, path };
  return { code, severity, message, hint, file, line, column, path: null };
}

/** A problem of a value that the program handed over. */
export function valueProblem(path: string, { code, message, hint }: Said): SuiteProblem {
  return { code, severity: "error", message, hint, file: null, line: null, column: null, path };
}
