import type { Json, JsonObject } from "../domain/json.ts";
import {
  type CompiledTemplate,
  printedValue,
  type TemplateProblem,
  type TemplateResult,
  undefinedProblem,
  unprintableProblem,
} from "./compiled-template.ts";

type Part = string | Variable;

interface Variable {
  readonly name: string;
  readonly path: readonly (string | number)[];
  readonly line: number;
  readonly column: number;
}

const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;
const PATH = /^\s*([A-Za-z_][\w-]*)((?:\.[A-Za-z_][\w-]*|\[\d+\])*)\s*$/;
/** Words that Liquid reads as something other than a variable or a key. */
const LIQUID_WORDS = new Set(["nil", "null", "true", "false", "empty", "blank", "size", "first", "last", "forloop"]);

/** A template of plain placeholders, or null when the text needs Liquid. */
export function compilePlain(text: string): CompiledTemplate | null {
  if (text.includes("{%")) return null;
  const parts: Part[] = [];
  let end = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    const path = parsePath(match[1] ?? "");
    if (path === null) return null;
    const before = text.slice(0, match.index);
    const line = before.split("\n").length;
    const column = match.index - before.lastIndexOf("\n");
    parts.push(text.slice(end, match.index), { name: (match[1] ?? "").trim(), path, line, column });
    end = match.index + match[0].length;
  }
  parts.push(text.slice(end));
  const literal = parts.filter((part) => typeof part === "string").join("");
  if (literal.includes("{{") || literal.includes("}}")) return null;
  return { render: (scope, { typed }) => render(parts, scope, typed && literal === "" && parts.length === 3) };
}

function parsePath(written: string): (string | number)[] | null {
  const match = PATH.exec(written);
  if (match === null) return null;
  const rest = match[2] ?? "";
  const steps = [...rest.matchAll(/\.([A-Za-z_][\w-]*)|\[(\d+)\]/g)].map((step) => step[1] ?? Number(step[2]));
  const path = [match[1] ?? "", ...steps];
  return path.some((step) => LIQUID_WORDS.has(String(step))) ? null : path;
}

function render(parts: readonly Part[], scope: JsonObject, typed: boolean): TemplateResult {
  const problems: TemplateProblem[] = [];
  let text = "";
  for (const part of parts) {
    if (typeof part === "string") {
      text += part;
      continue;
    }
    const value = lookUp(scope, part.path);
    if (value === undefined) problems.push(undefinedProblem(part.name, scope, part.line, part.column));
    else if (typed) return { status: "rendered", value };
    else {
      const printed = printedValue(value);
      if ("text" in printed) text += printed.text;
      else problems.push(unprintableProblem(printed.unprintable, part.name, part.line, part.column));
    }
  }
  return problems.length > 0 ? { status: "failed", problems } : { status: "rendered", value: text };
}

function lookUp(scope: JsonObject, path: readonly (string | number)[]): Json | undefined {
  let value: Json | undefined = scope;
  for (const step of path) {
    if (typeof value === "string" && typeof step === "number") {
      value = value[step]; // Liquid indexes the characters of a text
      continue;
    }
    if (value === null) return null; // as in Liquid, a part of null is null
    if (typeof value !== "object" || !Object.hasOwn(value, step)) return undefined;
    if (Array.isArray(value) && typeof step !== "number") return undefined;
    // Own member of a map or list.
    value = (value as Readonly<Record<string | number, Json>>)[step];
  }
  return value;
}
