import { type Document, type LineCounter, parseDocument } from "yaml";
import { isNestedDeeper, MAX_JSON_LEVELS } from "../../base/bounded-json.ts";
import { said } from "../../domain/diagnostics/said.ts";
import type { Problem } from "../../domain/values/problem.ts";

/** The problem of a text that is nested too deep. */
export interface TooDeep extends Omit<Problem, "pointer"> {
  readonly range: { readonly start: number; readonly end: number };
}

const WHOLE_START = { start: 0, end: 1 };

/** Parses a YAML text; the problem when it is nested so deep that the parser, or who walks its value, runs out of stack. */
export function parseBoundedDocument(text: string, lineCounter: LineCounter): Document.Parsed | TooDeep {
  try {
    return parseDocument(text, { lineCounter, merge: true, prettyErrors: false, logLevel: "error" });
  } catch (error) {
    if (error instanceof RangeError) return tooDeep();
    throw error;
  }
}

/** The problem of a value that is nested too deep, or null. */
export function depthProblem(value: unknown): TooDeep | null {
  return isNestedDeeper(value) ? tooDeep() : null;
}

function tooDeep(): TooDeep {
  return { ...said("too-deep", { mostLevels: MAX_JSON_LEVELS }), range: WHOLE_START };
}
