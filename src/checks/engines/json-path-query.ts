import { MAX_JSON_LEVELS } from "../../base/bounded-json.ts";
import type { FilterFunction, JSONPathEnvironment, JSONValue } from "json-p3";
import { type Said, said } from "../../domain/diagnostics/said.ts";
import { quotation } from "../../domain/reasons/excerpt.ts";
import type { PathFault } from "../../domain/reasons/json.ts";
import type { Json } from "../../domain/values/json.ts";
import { type ExactValue, hasWrittenNumbers, losesDigits, memberOf } from "../parts/exact-json.ts";

/** The values that a JSONPath selects, in document order. It may throw on a value that is out of its bounds. */
export type JsonPathQuery = (value: Json) => readonly Json[];

/** What a query selects, or why it could not be followed: the value is out of its bounds. */
export type Selected =
  | { readonly ok: true; readonly values: readonly ExactValue[] }
  | { readonly ok: false; readonly why: PathFault };

/** A query that keeps the digits of numbers as they were written. */
export type SelectExact = (json: ExactValue) => Selected;

export type CompiledJsonPath =
  | {
      readonly ok: true;
      readonly query: JsonPathQuery;
      readonly select: SelectExact;
      /** Does it name one place, as `$.a[0]` does? (RFC 9535, section 2.3.5.1: a singular query.) */
      readonly isSingular: boolean;
      /** At most how many nanoseconds a query takes in JSON of so many characters. */
      readonly worstNs: (characters: number) => number;
      /** At most how often it selects the same value. */
      readonly mostRepeats: (characters: number) => number;
    }
  | { readonly ok: false; readonly wrong: Said };

const NS_PER_NODE = 200;
/** RE2 allows patterns of some thousand states. */
const NS_PER_MATCH = 1000;
const KEPT_PATTERNS = 100;

let environment: Promise<JSONPathEnvironment> | null = null;

/** Compiles a JSONPath (RFC 9535). Its functions `match` and `search` run in linear time. */
export async function compileJsonPath(path: string): Promise<CompiledJsonPath> {
  environment ??= loadEnvironment();
  const engine = await environment;
  try {
    const compiled = engine.compile(path);
    const comparesNumbers = /\?/.test(path) && /[=<>]/.test(path);
    // Both types say "any JSON value"; ours is readonly, and a query changes nothing.
    const query: JsonPathQuery = (value) => compiled.query(value as JSONValue).values() as readonly Json[];
    const exactly = (json: ExactValue): readonly ExactValue[] =>
      hasWrittenNumbers(json)
        ? compiled.query(json.value as JSONValue).nodes.map(({ location }) => location.reduce(stepInto, json))
        : query(json.value).map((value) => ({ value }));
    const select: SelectExact = (json) =>
      comparesNumbers && hasWrittenNumbers(json) && losesDigits(json)
        ? { ok: false, why: { code: "path.digits" } }
        : followed(() => exactly(json));
    return { ok: true, query, select, isSingular: compiled.singularQuery(), ...worstCase(path) };
  } catch (error) {
    return { ok: false, wrong: said("bad-check-argument.path", { engine: wordsOf(error) }) };
  }
}

function followed(query: () => readonly ExactValue[]): Selected {
  try {
    return { ok: true, values: query() };
  } catch (error) {
    return { ok: false, why: quotation(wordsOf(error)) };
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function stepInto({ value }: ExactValue, key: string | number): ExactValue {
  return memberOf(value, key);
}

/**
 * Every `..` may visit all nodes under each node that came so far, and so may a filter that looks beyond the node it is on.
 * What a list of selectors selects is visited once for each. Patterns of a filter may come from the JSON itself.
 */
function worstCase(path: string): Pick<Extract<CompiledJsonPath, { ok: true }>, "worstNs" | "mostRepeats"> {
  const descents = count(path, /\.\./g);
  const filters = count(path, /\?/g);
  const isFarFilter = filters > 0 && (descents > 0 || filters > 1 || /\?[^\]]*[$*:,]/.test(path));
  const matching = count(path, /\b(?:match|search)\s*\(/g);
  const power = Math.max(1, descents) + (isFarFilter ? filters : 0) + matching;
  const selectors = 2 ** count(path, /,/g);
  const nsPerVisit = NS_PER_NODE * (matching > 0 ? NS_PER_MATCH : 1);
  const mostRepeats = (characters: number): number => selectors * (characters / 2 + 2) ** (power - 1);
  const worstNs = (characters: number): number => nsPerVisit * (characters / 2 + 2) * mostRepeats(characters);
  return { worstNs, mostRepeats };
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

async function loadEnvironment(): Promise<JSONPathEnvironment> {
  const [{ JSONPathEnvironment, jsonpath }, { RE2JS }] = await Promise.all([import("json-p3"), import("re2js")]);
  const engine = new JSONPathEnvironment({ maxRecursionDepth: MAX_JSON_LEVELS + 1 });
  const strict = new jsonpath.functions.Match({ throwErrors: true, cacheSize: 0 });
  const compile = (source: string, isWhole: boolean): ((text: string) => boolean) => {
    try {
      strict.call("", source);
    } catch {
      return () => false; // RFC 9535 §2.4.6: what is not an I-Regexp matches nothing
    }
    const pattern = RE2JS.compile(iRegexpToRe2(source));
    return isWhole ? (text) => pattern.testExact(text) : (text) => pattern.test(text);
  };
  for (const [name, isWhole] of [
    ["match", true],
    ["search", false],
  ] as const) {
    const original = engine.functionRegister.get(name);
    if (original !== undefined)
      engine.functionRegister.set(
        name,
        linearFunction(original, (source) => compile(source, isWhole)),
      );
  }
  return engine;
}

function linearFunction(
  original: FilterFunction,
  compile: (source: string) => (text: string) => boolean,
): FilterFunction {
  const kept = new Map<string, (text: string) => boolean>();
  return {
    argTypes: original.argTypes,
    returnType: original.returnType,
    call: (text: unknown, source: unknown) => {
      if (typeof text !== "string" || typeof source !== "string") return false;
      let matches = kept.get(source);
      if (matches === undefined) {
        matches = compile(source);
        if (kept.size >= KEPT_PATTERNS) kept.clear();
        kept.set(source, matches);
      }
      return matches(text);
    },
  };
}

/** RFC 9485: outside of a class, `.` is any character but line feed and carriage return. The rest is RE2's too. */
function iRegexpToRe2(source: string): string {
  let isInClass = false;
  return source.replace(/\\[\s\S]|[[\].]/gu, (token) => {
    if (token === "[") isInClass = true;
    else if (token === "]") isInClass = false;
    else if (token === "." && !isInClass) return "[^\\n\\r]";
    return token;
  });
}
