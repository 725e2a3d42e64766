import type { Answer } from "../../domain/check.ts";
import { quote } from "../../base/printable.ts";
import { said } from "../../domain/diagnostics/said.ts";
import type { Reason } from "../../domain/reasons/reason.ts";
import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";
import type { Problem } from "../../domain/values/problem.ts";
import type { Extraction } from "../../domain/suite.ts";
import { type ExactValue, writeJson } from "../parts/exact-json.ts";
import { argumentProblem, wrongKind } from "../parts/argument-reader.ts";
import { findJson, worstFindingNs } from "./find-json.ts";
import { compileJsonPath, type SelectExact } from "../engines/json-path-query.ts";
import { compilePattern } from "../engines/pattern.ts";

type Extracted =
  | { readonly found: true; readonly text: string }
  /** `isUndecided`: there may be something, and it could not be looked for. */
  | { readonly found: false; readonly reason: Reason; readonly isUndecided?: boolean };

/** Picks what is looked at out of an answer. The picked text is not trimmed. */
export interface Extractor {
  extract(answer: Answer): Extracted;
  /** At most how many nanoseconds that takes. */
  worstNs(answer: Answer): number;
}

/**
 * Prepares an extraction:
 * - `last_line`: the last line that is not blank;
 * - `tag`: what stands in the last complete `<tag>…</tag>`; if there is none and the answer ended by a stop sequence
 *   (which may be the closing tag, and is not part of the answer), what follows the last `<tag>`;
 * - `pattern`: of the first match (or the last, with `match: last`) the first group that took part, or all of it;
 * - `json_path`: the first value at the path, a text as it is and anything else as JSON.
 */
export async function prepareExtraction(extraction: Extraction): Promise<Extractor | readonly Problem[]> {
  switch (extraction.kind) {
    case "whole":
      return linear(({ text }) => ({ found: true, text }));
    case "last_line":
      return linear(({ text }) => orNothing(lastLine(text), { code: "on.no-line" }));
    case "tag":
      return tagExtractor(extraction.tag);
    case "pattern":
      return patternExtractor(extraction.pattern, extraction.match ?? "first");
    case "json_path":
      return jsonPathExtractor(extraction.path);
  }
}

const NS_PER_CHARACTER = 20;

function linear(extract: Extractor["extract"]): Extractor {
  return { extract, worstNs: ({ text }) => NS_PER_CHARACTER * text.length };
}

function orNothing(text: string | null, reason: Reason): Extracted {
  return text === null ? { found: false, reason } : { found: true, text };
}

function lastLine(text: string): string | null {
  const end = text.trimEnd();
  if (end === "") return null;
  return end.slice(Math.max(end.lastIndexOf("\n"), end.lastIndexOf("\r")) + 1);
}

function tagExtractor(tag: string): Extractor | readonly Problem[] {
  if (!/^[^\s<>/"'=]+$/.test(tag)) return [argumentProblem([], said("bad-check-argument.tag", { tag }))];
  const nothing = (text: string): Extracted => ({
    found: false,
    reason: { code: "on.no-tag", tag, text: quote(text) },
  });
  return linear(({ text, ending }) => {
    const closing = text.lastIndexOf(`</${tag}>`);
    const opened = lastOpening(text, tag, closing < 0 ? text.length : closing);
    if (opened !== null && closing >= 0) return { found: true, text: text.slice(opened, closing) };
    const cut = closing < 0 && ending === "stop_sequence" ? opened : null;
    return cut === null ? nothing(text) : { found: true, text: text.slice(cut) };
  });
}

/** The index after the last `<tag>` or `<tag …>` that ends before `limit`. It searches once, from the end. */
function lastOpening(text: string, tag: string, limit: number): number | null {
  let end = -1;
  for (let at = limit - 1; at >= 0; at--) {
    const char = text[at];
    if (char === ">") end = at;
    if (char !== "<" || end < 0 || !text.startsWith(tag, at + 1)) continue;
    if (/[\s>]/.test(text[at + tag.length + 1] ?? "")) return end + 1;
  }
  return null;
}

async function patternExtractor(source: string, which: "first" | "last"): Promise<Extractor | readonly Problem[]> {
  const compiled = await compilePattern(source, "");
  if (!compiled.ok) return [argumentProblem([], compiled.wrong)];
  const { pattern } = compiled;
  return {
    extract: ({ text }) =>
      orNothing(pattern.groupOf(which, text), { code: "on.no-match", pattern: source, text: quote(text) }),
    // Each match may look at all of the rest of the text.
    worstNs: ({ text }) => pattern.worstNs(text.length) * (which === "first" ? 1 : text.length),
  };
}

async function jsonPathExtractor(path: string): Promise<Extractor | readonly Problem[]> {
  const compiled = await compileJsonPath(path);
  if (!compiled.ok) return [argumentProblem([], compiled.wrong)];
  return {
    extract: ({ text }) => {
      const json = findJson(text);
      return json.found ? firstValue(compiled.select, path, json) : json;
    },
    worstNs: ({ text }) => worstFindingNs(text) + compiled.worstNs(text.length),
  };
}

function firstValue(select: SelectExact, path: string, json: ExactValue): Extracted {
  const selected = select(json);
  if (!selected.ok)
    return { found: false, isUndecided: true, reason: { code: "path.failed", path, why: selected.why } };
  const [first] = selected.values;
  if (first === undefined) return { found: false, reason: { code: "path.nothing", path } };
  return { found: true, text: typeof first.value === "string" ? first.value : writeJson(first) };
}

/** Reads `on` as it is written inside an item; the problem, which points into it, if it is none. */
export function parseExtraction(value: Json): Extraction | readonly Problem[] {
  if (value === "whole" || value === "last_line") return { kind: value };
  if (isJsonObject(value)) {
    const extraction = extractionOf(value);
    if (extraction !== null) return extraction;
  }
  return [argumentProblem([], wrongKind("an-extraction", value))];
}

function extractionOf(value: JsonObject): Extraction | null {
  const { tag, pattern, match, json_path: path } = value;
  if (typeof pattern === "string" && (match === "first" || match === "last") && Object.keys(value).length === 2) {
    return { kind: "pattern", pattern, ...(match === "last" ? { match } : {}) };
  }
  if (Object.keys(value).length !== 1) return null;
  if (typeof tag === "string") return { kind: "tag", tag };
  if (typeof pattern === "string") return { kind: "pattern", pattern };
  return typeof path === "string" ? { kind: "json_path", path } : null;
}
