import { compareDecimals, type Decimal, decimalOf, parseDecimal } from "../../base/decimal.ts";
import { JSON_NUMBER, JSON_STRING } from "../../base/json/json-tokens.ts";
import type { Json } from "../../domain/values/json.ts";

/** A value of JSON, with the digits of a number as they were written where a program's number loses some of them. */
export interface ExactValue {
  readonly value: Json;
  /** Not there: a program writes the number in the same way, or the value is no number. */
  readonly written?: string;
}

const STRING_OR_NUMBER = new RegExp(`${JSON_STRING}|${JSON_NUMBER}`, "g");
/** How the digits of the members of lists and maps were written, where that is not how a program writes them. */
const sources = new WeakMap<object, Map<string, string>>();
/** The whole values in which there is such a member. */
const marked = new WeakSet<object>();

/** The value of a text that is JSON. Numbers keep their digits: see `memberOf` and `writeJson`. */
export function parseExactJson(text: string): ExactValue {
  const mark = unusedMark(text);
  let isMarked = false;
  const withMarks = text.replace(STRING_OR_NUMBER, (token) => {
    if (token.startsWith('"') || String(Number(token)) === token) return token;
    isMarked = true;
    return `"${mark}${token}"`;
  });
  const value = JSON.parse(withMarks) as Json; // the caller has read it: it is JSON
  if (!isMarked) return { value };
  if (typeof value === "object" && value !== null) marked.add(value);
  return unmarked(value, decodedMark(mark));
}

/** Does a value from `parseExactJson` have numbers that a program writes otherwise? */
export function hasWrittenNumbers({ value, written }: ExactValue): boolean {
  return written !== undefined || (typeof value === "object" && value !== null && marked.has(value));
}

/** A member of a list or map, or the whole of it. */
export function memberOf(container: Json, key: string | number): ExactValue {
  const has = typeof container === "object" && container !== null && Object.hasOwn(container, key);
  if (!has) return { value: null };
  // An own member of a list or map.
  const value = (container as Readonly<Record<string | number, Json>>)[key] ?? null;
  const written = sources.get(container)?.get(String(key));
  return written === undefined ? { value } : { value, written };
}

/** JSON on one line, its numbers with the digits that they were written with. */
export function writeJson({ value, written }: ExactValue): string {
  if (typeof value !== "object" || value === null) return written ?? JSON.stringify(value);
  if (Array.isArray(value)) {
    return `[${value.map((_: Json, index) => writeJson(memberOf(value, index))).join(",")}]`;
  }
  const members = Object.keys(value).map((key) => `${JSON.stringify(key)}:${writeJson(memberOf(value, key))}`);
  return `{${members.join(",")}}`;
}

/** The exact number that a value is; null if it is none. */
export function exactNumber({ value, written }: ExactValue): Decimal | null {
  if (typeof value !== "number") return null;
  const parsed = written === undefined ? null : parseDecimal(written);
  return parsed ?? (Number.isFinite(value) ? decimalOf(value) : null);
}

/** Are two numbers the same, to the last digit that was written? */
export function sameNumber(a: ExactValue, b: ExactValue): boolean {
  if (a.written === undefined && b.written === undefined) return a.value === b.value;
  const [x, y] = [exactNumber(a), exactNumber(b)];
  return x === null || y === null ? a.value === b.value : compareDecimals(x, y) === 0;
}

/** Are two values the same JSON, their numbers to the last digit that was written? */
export function sameJson(a: ExactValue, b: ExactValue): boolean {
  const [one, other] = [a.value, b.value];
  if (typeof one === "number" && typeof other === "number") return sameNumber(a, b);
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return one === other;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && sameJson(memberOf(one, key), memberOf(other, key)))
  );
}

/** Has a value a number that a double cannot hold with all its digits? */
export function losesDigits(exact: ExactValue): boolean {
  const { value } = exact;
  if (typeof value === "number") {
    const number = exactNumber(exact);
    return number === null || !Number.isFinite(value) || compareDecimals(number, decimalOf(value)) !== 0;
  }
  return (
    typeof value === "object" && value !== null && Object.keys(value).some((key) => losesDigits(memberOf(value, key)))
  );
}

/** An escape that the text does not use: no string of it can be taken for a number. */
function unusedMark(text: string): string {
  let mark = "\\u0000#";
  while (text.includes(mark)) mark += "#";
  return mark;
}

function decodedMark(mark: string): string {
  return `\u0000${mark.slice("\\u0000".length)}`;
}

function unmarked(value: Json, mark: string): ExactValue {
  if (typeof value === "string") {
    if (!value.startsWith(mark)) return { value };
    const written = value.slice(mark.length);
    return { value: Number(written), written };
  }
  if (typeof value === "object" && value !== null) unmarkMembers(value, mark);
  return { value };
}

function unmarkMembers(container: object, mark: string): void {
  // It was just made by JSON.parse, and nobody else has it yet.
  const members = container as Record<string, Json>;
  for (const key of Object.keys(members)) {
    const { value, written } = unmarked(members[key] ?? null, mark);
    if (written === undefined) continue;
    Object.defineProperty(members, key, { value, enumerable: true, writable: true, configurable: true });
    const known = sources.get(container) ?? new Map<string, string>();
    sources.set(container, known.set(key, written));
  }
}
