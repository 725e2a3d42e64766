import type { JsonObject } from "../../domain/values/json.ts";
import {
  type CompiledTemplate,
  printedValue,
  type TemplateProblem,
  type TemplateResult,
  undefinedProblem,
  unprintableProblem,
  type Written,
} from "./compiled-template.ts";
import { readPath, type Step } from "./template-scope.ts";

type Part = string | Variable;

interface Variable extends Written {
  readonly path: readonly Step[];
}

const PLACEHOLDER = /\{\{([^{}]*)\}\}/y;
const WORD = String.raw`[\p{L}_][\p{L}\p{M}\p{N}_-]*`;
const PATH = new RegExp(String.raw`^\s*(${WORD})((?:\.${WORD}|\[\d+\]|\["[^"\\]*"\])*)\s*$`, "u");
const STEP = new RegExp(String.raw`\.(${WORD})|\[(\d+)\]|\["([^"]*)"\]`, "gu");
/** Words that are something other than a variable where a path begins. */
const LIQUID_WORDS: ReadonlySet<string> = new Set("nil null true false empty blank contains and or not".split(" "));

/**
 * A template of nothing but plain placeholders (`{{ name }}`, `{{ a.b[0] }}`, `{{ row["First Name"] }}`), or null when
 * the text needs Liquid. It says what Liquid would say.
 */
export function compilePlain(text: string): CompiledTemplate | null {
  const parts: Part[] = [];
  let end = 0;
  for (;;) {
    const start = text.indexOf("{{", end);
    if (text.slice(end, start === -1 ? undefined : start).includes("{%")) return null;
    if (start === -1) break;
    PLACEHOLDER.lastIndex = start;
    const match = PLACEHOLDER.exec(text);
    const variable = match === null ? null : parseVariable(text, start, match[1] ?? "");
    if (match === null || variable === null) return null;
    parts.push(text.slice(end, start), variable);
    end = start + match[0].length;
  }
  parts.push(text.slice(end));
  const isSole = parts.length === 3 && parts[0] === "" && parts[2] === "";
  const variables = new Set(parts.flatMap((part) => (typeof part === "string" ? [] : [String(part.path[0])])));
  return { variables: [...variables], render: (scope, { typed }) => render(parts, scope, typed && isSole) };
}

/** `written` is what stands between the braces at `start`. A dash that touches a brace trims: that is Liquid's business. */
function parseVariable(text: string, start: number, written: string): Variable | null {
  const match = PATH.exec(written);
  const root = match?.[1] ?? "";
  if (match === null || LIQUID_WORDS.has(root) || written.endsWith("-")) return null;
  const steps = [...(match[2] ?? "").matchAll(STEP)].map(([, word, index, key]): Step => word ?? key ?? Number(index));
  const at = start + 2 + written.search(/\S/);
  const before = text.slice(0, at);
  const line = before.split("\n").length;
  return { name: written.trim(), path: [root, ...steps], line, column: at - before.lastIndexOf("\n") };
}

function render(parts: readonly Part[], scope: JsonObject, typed: boolean): TemplateResult {
  const problems: TemplateProblem[] = [];
  let text = "";
  for (const part of parts) {
    if (typeof part === "string") {
      text += part;
      continue;
    }
    const read = readPath(scope, part.path);
    if (!read.found) {
      problems.push(undefinedProblem(part, read.step, read.known));
    } else if (typed) {
      return { status: "rendered", value: read.value };
    } else {
      const printed = printedValue(read.value);
      if ("text" in printed) text += printed.text;
      else problems.push(unprintableProblem(printed.unprintable, part));
    }
  }
  return problems.length > 0 ? { status: "failed", problems } : { status: "rendered", value: text };
}
