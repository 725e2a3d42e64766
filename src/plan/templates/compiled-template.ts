import type { Unprintable } from "../../domain/diagnostics/english/plan.ts";
import { said } from "../../domain/diagnostics/said.ts";
import { nearestWord } from "../../base/nearest-word.ts";
import type { Json, JsonObject } from "../../domain/values/json.ts";
import type { Problem } from "../../domain/values/problem.ts";

/** A problem inside a template, with its 1-based line and column there. */
export interface TemplateProblem extends Problem {
  readonly line: number;
  readonly column: number;
}

export type TemplateResult =
  | { readonly status: "rendered"; readonly value: Json }
  | { readonly status: "failed"; readonly problems: readonly TemplateProblem[] };

/** A template that has been understood. Rendering is synchronous and changes nothing. */
export interface CompiledTemplate {
  /** The names at the start of its variables' paths, each once; loop variables and assigned ones are not among them. */
  readonly variables: readonly string[];
  /** `typed`: a template that is exactly one `{{ x }}` gives x itself, not its text. */
  render(scope: JsonObject, options: { readonly typed: boolean }): TemplateResult;
}

export type Compiled = CompiledTemplate | readonly TemplateProblem[];

/** A value as it is printed inside text, numbers and booleans as in JSON; or why it cannot be. */
export function printedValue(value: unknown): { readonly text: string } | { readonly unprintable: Unprintable } {
  if (typeof value === "string") return { text: value };
  if (typeof value === "boolean") return { text: String(value) };
  if (typeof value === "number" && Number.isFinite(value)) return { text: JSON.stringify(value) };
  if (typeof value === "number") return { unprintable: "no number" };
  if (value === null || value === undefined) return { unprintable: "null" };
  return { unprintable: Array.isArray(value) ? "a list" : "a map" };
}

/** Where in its text something stands, counted from 1, and what is written there. */
export interface Written {
  readonly name: string;
  readonly line: number;
  readonly column: number;
}

/** The problem of printing null, a list or a map. */
export function unprintableProblem(kind: Unprintable, { name, line, column }: Written): TemplateProblem {
  return { ...said("unprintable-value", { name, kind }), pointer: [], line, column };
}

/** Variables of which the first turn has none. */
const EARLIER_REPLIES: readonly string[] = ["reply", "replies"];

/** The problem of a variable that nothing defines. `step`: the part of the name that is not there; `known`: what is in its place. */
export function undefinedProblem(
  { name, line, column }: Written,
  step: string | number,
  known: readonly string[],
): TemplateProblem {
  const word = String(step);
  const text = said("undefined-variable", {
    name,
    step: name.startsWith(word) ? null : word,
    nearest: nearestWord(word, known),
    known,
    isEarly: EARLIER_REPLIES.includes(word),
  });
  return { ...text, pointer: [], line, column };
}
