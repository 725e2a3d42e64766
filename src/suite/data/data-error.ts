import type { Diagnostic } from "../../domain/values/problem.ts";
import type { Said } from "../../domain/diagnostics/said.ts";

/** A data row that cannot be read. It is thrown, because an iterator has no other way to end early; whoever opens cases catches it. */
export class DataError extends Error {
  readonly diagnostic: Diagnostic;

  constructor(diagnostic: Diagnostic) {
    super(diagnostic.message);
    this.diagnostic = diagnostic;
  }
}

/** The error for one line of a data file. `column` counts from 1. */
export function lineError(
  at: { readonly file: string; readonly line: number; readonly column?: number },
  { code, message, hint }: Said,
): DataError {
  const place = { kind: "line" as const, file: at.file, line: at.line, column: at.column ?? null };
  return new DataError({ severity: "error", code, place, message, hint });
}

/** The error for a data file as a whole. */
export function fileError(file: string, { code, message, hint }: Said): DataError {
  return new DataError({ severity: "error", code, place: { kind: "file", file }, message, hint });
}
