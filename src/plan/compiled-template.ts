import { didYouMean } from "../base/nearest-word.ts";
import type { Json, JsonObject } from "../domain/json.ts";
import type { Problem } from "../domain/problem.ts";

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
  /** `typed`: a template that is exactly one `{{ x }}` gives x itself, not its text. */
  render(scope: JsonObject, options: { readonly typed: boolean }): TemplateResult;
}

export type Compiled = CompiledTemplate | readonly TemplateProblem[];

/** A value as it is printed inside text, or why it cannot be. */
export function printedValue(value: unknown): { readonly text: string } | { readonly unprintable: string } {
  if (typeof value === "string") return { text: value };
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint")
    return { text: String(value) };
  if (value === null || value === undefined) return { unprintable: "null" };
  return { unprintable: Array.isArray(value) ? "a list" : "a map" };
}

/** The problem of printing null, a list or a map. */
export function unprintableProblem(what: string, name: string, line: number, column: number): TemplateProblem {
  const hints: Readonly<Record<string, string>> = {
    null: `give it a value, or write \`{{ ${name} | default: "…" }}\``,
    "a list": `write \`{{ ${name} | join: ", " }}\` or \`{{ ${name} | json }}\``,
    "a map": `write \`{{ ${name} | json }}\`, or name one of its keys`,
  };
  const message = `\`${name}\` is ${what}, which has no text of its own`;
  return { code: "unprintable-value", pointer: [], message, hint: hints[what] ?? null, line, column };
}

/** The problem of a variable that nothing defines. */
export function undefinedProblem(name: string, scope: JsonObject, line: number, column: number): TemplateProblem {
  const known = Object.keys(scope);
  const root = /^[^.[]+/.exec(name)?.[0] ?? name;
  const listed = known.length === 0 ? "the case has no variables" : `the case has: ${known.join(", ")}`;
  const hint = known.includes(root) ? `\`${root}\` is there, but not this part of it` : didYouMean(root, known);
  const message = `the variable \`${name}\` is not defined`;
  return { code: "undefined-variable", pointer: [], message, hint: hint ?? listed, line, column };
}
