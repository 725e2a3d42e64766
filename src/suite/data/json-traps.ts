import { MAX_JSON_LEVELS } from "../../base/bounded-json.ts";
import { clip } from "../../base/inert.ts";
import { isExactNumber } from "../../base/exact-number.ts";
import { jsonTokens } from "../../base/json/json-tokens.ts";
import type { ValueTrap } from "../../domain/diagnostics/english/suites/data.ts";
import { isJsonObject, type Json } from "../../domain/values/json.ts";

/** What JSON allows and a row of data must not have, and where. */
export interface JsonTrap {
  readonly offset: number;
  readonly trap: ValueTrap;
}

/** Numbers that may lose digits, or be infinite. */
const LONG_NUMBER = /\d{16}|[eE]\+?\d{3}/;

/** Where a text, JSON or not, is nested too deep to be parsed; else null. */
export function depthTrap(text: string): JsonTrap | null {
  return canBeDeep(text) ? firstTrap(text, "depth") : null;
}

/**
 * The first trap in a text whose value this is: a number that JSON can write and a program cannot hold, a key that stands
 * twice in an object (the last would win). Texts that cannot hold one are passed over at little cost.
 */
export function valueTrap(text: string, value: Json): JsonTrap | null {
  const isPlain = !LONG_NUMBER.test(text) && writtenKeys(text) === keyCount(value);
  return isPlain ? null : firstTrap(text, "value");
}

function canBeDeep(text: string): boolean {
  if (text.length <= MAX_JSON_LEVELS) return false;
  let left = MAX_JSON_LEVELS;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at) | 0x20; // `[` and `{` differ in this bit
    if (code === 0x7b && --left < 0) return true;
  }
  return false;
}

/** How many keys a JSON text writes: strings before a colon. */
function writtenKeys(text: string): number {
  let found = 0;
  for (let at = text.indexOf('"'); at !== -1;) {
    let next = endOfString(text, at) + 1;
    while (text.charCodeAt(next) <= 0x20) next += 1;
    if (text[next] === ":") found += 1;
    at = text.indexOf('"', next);
  }
  return found;
}

/** Where the string that begins at an offset has its closing quote: one that no odd number of backslashes escapes. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text[end - 1 - backslashes] === "\\") backslashes += 1;
    if (backslashes % 2 === 0) return end;
  }
  return text.length;
}

function keyCount(value: Json): number {
  let found = 0;
  if (isJsonObject(value)) {
    for (const key in value) found += 1 + keyCount(value[key] ?? null);
  } else if (Array.isArray(value)) {
    for (const item of value as readonly Json[]) found += keyCount(item);
  }
  return found;
}

function firstTrap(text: string, kind: "depth" | "value"): JsonTrap | null {
  const open: Set<string>[] = [];
  let last = { token: "", offset: 0 };
  for (const { 0: token, index: offset } of jsonTokens(text)) {
    if (token === "{" || token === "[") open.push(new Set());
    else if (token === "}" || token === "]") open.pop();
    const trap =
      kind === "depth"
        ? open.length > MAX_JSON_LEVELS && depthProblem(offset)
        : token === ":"
          ? repeatedKey(last, open.at(-1))
          : numberProblem(token, offset);
    if (trap) return trap;
    last = { token, offset };
  }
  return null;
}

function depthProblem(offset: number): JsonTrap {
  return { offset, trap: { kind: "too deep", mostLevels: MAX_JSON_LEVELS } };
}

function repeatedKey({ token, offset }: { token: string; offset: number }, keys?: Set<string>): JsonTrap | null {
  const key = JSON.parse(token) as string; // a key of a text that is JSON
  if (keys === undefined || !keys.has(key)) {
    keys?.add(key);
    return null;
  }
  return { offset, trap: { kind: "repeated key", written: clip(token, 60) } };
}

function numberProblem(token: string, offset: number): JsonTrap | null {
  if (!/^[-\d]/.test(token) || isExactNumber(token, Number(token))) return null;
  return { offset, trap: { kind: "inexact number", written: clip(token, 60) } };
}
