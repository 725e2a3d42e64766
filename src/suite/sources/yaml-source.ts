import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, visit } from "yaml";
import { isExactNumber } from "../../base/exact-number.ts";
import { said } from "../../domain/diagnostics/said.ts";
import type { Json } from "../../domain/values/json.ts";
import type { Pointer, Problem } from "../../domain/values/problem.ts";
import { syntaxWords, withoutConsequences, type YamlSyntaxError } from "./yaml-syntax.ts";
import { aliasRange, nodeRange, type SourceRange } from "./alias-range.ts";
import { NodeIndex } from "./node-index.ts";
import { depthProblem, parseBoundedDocument } from "./parse-document.ts";

/** How far aliases may multiply before a file counts as an alias bomb. */
const MAX_ALIAS_COUNT = 1000;

/** How many values aliases may add to those that are written: a list of thousands that is named a thousand times is millions. */
const MAX_ALIASED = 1_000_000;

/** A YAML (or JSON) text with its value and the position of everything in it. */
export interface YamlSource {
  readonly text: string;
  readonly value: Json;
  /** The 1-based line and column of an offset. */
  position(offset: number): { readonly line: number; readonly column: number };
  range(pointer: Pointer, at: "key" | "value"): SourceRange;
  /** A scalar as it is written, its alias followed; null where there is none. */
  written(pointer: Pointer): string | null;
}

/** A problem of the text itself, at an offset of it. */
export interface TextProblem extends Omit<Problem, "pointer"> {
  readonly range: SourceRange;
}

export type ParsedYaml =
  | { readonly ok: true; readonly source: YamlSource }
  | { readonly ok: false; readonly problems: readonly TextProblem[] };

/** Parses one YAML 1.2 document with merge keys. Everything that the parser doubts is a problem: nothing is guessed. */
export function parseYaml(text: string): ParsedYaml {
  const lines = new LineCounter();
  const position = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const document = parseBoundedDocument(text, lines);
  if ("code" in document) return { ok: false, problems: [document] };
  const index = new NodeIndex(document);
  const problems = [
    ...withoutConsequences(text, [...document.errors, ...document.warnings]).map((error) => syntaxProblem(text, error)),
    ...unquotedTemplates(document, text),
    ...endlessAliases(document, index),
    ...inexactNumbers(document),
  ];
  if (problems.length > 0) return { ok: false, problems: firstPerLine(problems, position) };
  if (document.contents === null) return { ok: false, problems: [emptyProblem()] };
  const value = plainValue(document, index);
  if (!value.ok) return { ok: false, problems: [value.problem] };
  if (isMultiplied(value.value)) {
    const text = said("yaml-alias.size", { limit: MAX_ALIASED });
    return { ok: false, problems: [{ ...text, range: aliasRange(document, index) }] };
  }
  const deep = depthProblem(value.value);
  if (deep !== null) return { ok: false, problems: [deep] };
  const range = (pointer: Pointer, at: "key" | "value"): SourceRange => rangeOf(document, index, pointer, at);
  const written = (pointer: Pointer): string | null => writtenAt(document, index, pointer);
  return { ok: true, source: { text, value: value.value, position, range, written } };
}

/** Do aliases make more of a value than anybody means? What an alias names is one object, wherever it stands. */
function isMultiplied(value: Json): boolean {
  const sizes = new Map<object, number>();
  let written = 0;
  const sizeOf = (one: Json): number => {
    if (typeof one !== "object" || one === null) return 1;
    const known = sizes.get(one);
    if (known !== undefined) return known;
    const members: readonly Json[] = Object.values(one);
    const size = members.reduce<number>((sum, member) => sum + sizeOf(member), 1);
    written += 1 + members.filter((member) => typeof member !== "object" || member === null).length;
    sizes.set(one, size);
    return size;
  };
  return sizeOf(value) - written > MAX_ALIASED;
}

type PlainValue = { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly problem: TextProblem };

function plainValue(document: Document.Parsed, index: NodeIndex): PlainValue {
  try {
    // YAML without custom tags yields JSON values only (core schema: no dates, no binaries).
    return { ok: true, value: document.toJS({ maxAliasCount: MAX_ALIAS_COUNT }) as Json };
  } catch (error) {
    // yaml throws Errors here for aliases that are unresolved or multiply too far, and for bad merge keys.
    const reason = error instanceof Error ? error.message : String(error);
    const text = /alias count/i.test(reason)
      ? said("yaml-alias.count", { reason })
      : said("yaml-alias.unresolved", { reason });
    return { ok: false, problem: { ...text, range: aliasRange(document, index) } };
  }
}

/** An alias of what it stands in has no end. As an alias looks back only, every cycle has one of these. */
function endlessAliases(document: Document.Parsed, index: NodeIndex): TextProblem[] {
  const found: TextProblem[] = [];
  visit(document, {
    Alias(_key, alias, path) {
      const target = index.followed(alias);
      if (target === undefined || path.every((node) => node !== target)) return;
      const text = said("yaml-alias.endless", { name: alias.source });
      found.push({ ...text, range: nodeRange(alias) ?? { start: 0, end: 1 } });
    },
  });
  return found;
}

/** Numbers that JSON cannot write (`.inf`, `1e400`), and whole ones whose last digits would be lost. */
function inexactNumbers(document: Document.Parsed): TextProblem[] {
  const found: TextProblem[] = [];
  visit(document, {
    Scalar(_key, { value, source = "", range }) {
      if (typeof value !== "number" || isExactNumber(source, value)) return;
      const [start, end] = range ?? [0, 1];
      const text = Number.isFinite(value)
        ? said("bad-number.digits", { written: source })
        : said("bad-number.infinite", { written: source });
      found.push({ ...text, range: { start, end } });
    },
  });
  return found;
}

function emptyProblem(): TextProblem {
  return { ...said("empty-file"), range: { start: 0, end: 1 } };
}

function syntaxProblem(text: string, error: YamlSyntaxError): TextProblem {
  const [start, end] = error.pos;
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const line = text.slice(lineStart, lineEnd(text, start));
  const template = /(?:[:-]\s+)(\{\{.*)$/.exec(line);
  if (template?.[1] !== undefined) {
    const at = lineStart + line.length - template[1].length;
    return quoteTemplate(template[1].trim(), { start: at, end: at + template[1].trimEnd().length });
  }
  return {
    ...syntaxWords(text, error),
    range: { start, end: Math.max(end, start + 1) },
  };
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}

function quoteTemplate(written: string, range: SourceRange): TextProblem {
  return { ...said("unquoted-template", { written }), range };
}

/** `key: {{ x }}` is valid YAML (a map whose key is a map), but never what its author meant. */
function unquotedTemplates(document: Document.Parsed, text: string): TextProblem[] {
  const found: TextProblem[] = [];
  const visit = (node: unknown): void => {
    if (isMap(node)) {
      for (const pair of node.items) {
        if (isMap(pair.key) || isSeq(pair.key)) found.push(...keyProblems(node, pair.key, document, text));
        else visit(pair.value);
      }
    } else if (isSeq(node)) node.items.forEach(visit);
  };
  visit(document.contents);
  return found;
}

/** Where the text is broken the parser takes things for keys that nobody meant as such: that it is broken is enough. */
function keyProblems(map: Node, key: Node, { errors }: Document.Parsed, text: string): TextProblem[] {
  const [start, end] = map.range ?? [0, 1];
  const written = text.slice(start, end).trim();
  if (written.startsWith("{{")) return [quoteTemplate(written, { start, end: start + written.length })];
  return errors.length > 0 ? [] : [{ ...said("yaml-key"), range: nodeRange(key) ?? { start, end } }];
}

/** One broken line makes the parser complain several times: the first complaint is the useful one. */
function firstPerLine(problems: readonly TextProblem[], position: YamlSource["position"]): TextProblem[] {
  const seen = new Set<number>();
  const ordered = [...problems].sort((a, b) => a.range.start - b.range.start);
  return ordered.filter(({ range }) => {
    const { line } = position(range.start);
    return seen.has(line) ? false : seen.add(line);
  });
}

function rangeOf(document: Document, index: NodeIndex, pointer: Pointer, at: "key" | "value"): SourceRange {
  let node: unknown = document.contents;
  let range = nodeRange(node) ?? { start: 0, end: 1 };
  for (const [depth, step] of pointer.entries()) {
    const found = index.member(node, step);
    if (found === null) return range;
    const isLast = depth === pointer.length - 1;
    const key = nodeRange(found.key);
    range = (isLast && at === "key" ? key : null) ?? nodeRange(found.value) ?? key ?? range;
    node = found.value;
  }
  return range;
}

function writtenAt(document: Document, index: NodeIndex, pointer: Pointer): string | null {
  let node: unknown = document.contents;
  for (const step of pointer) node = index.member(node, step)?.value;
  const scalar = index.followed(node);
  return isScalar(scalar) ? (scalar.source ?? null) : null;
}
