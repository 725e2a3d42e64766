import { ownMember } from "../../base/own-member.ts";
import { isJsonObject, type Json } from "../../domain/values/json.ts";
import type { Pointer } from "../../domain/values/problem.ts";

/** What was found in place of what: all that a next step depends on. */
export interface Misfit {
  readonly pointer: Pointer;
  readonly actual: Json | undefined;
}

/** The next step for a value of a wrong type; `types` are JSON Schema's words. Null where the message says it all. */
export function typeHint(types: readonly string[], { pointer, actual }: Misfit): string | null {
  const [key, parent] = [pointer.at(-1), pointer.at(-2)];
  if (key === undefined) return "a suite is a map: begin with `model:`, `prompt:` and `cases:`";
  const form = typeof key === "string" ? ownMember(FORMS, key) : undefined;
  if (form !== undefined && isOfCheck(pointer)) return `write it as ${form}`;
  const isBare = typeof actual === "number" || typeof actual === "boolean";
  if (types.includes("string") && isBare) return `quote it: "${actual}"`;
  if (actual === null) return "give it a value, or remove the key";
  if (types.includes("integer") || types.includes("number")) return numberHint(actual, pointer);
  if (types.includes("boolean") && (actual === "yes" || actual === "no")) {
    return `\`${actual}\` is a text in YAML 1.2: write ${actual === "yes" ? "true" : "false"}`;
  }
  if (key === "expect" || parent === "expect") return checkHint(actual);
  if (key === "cases") return "write a list of cases, each beginning with `- `: `- { id: …, vars: …, expect: … }`";
  if (parent === "cases") return "a case is a map, such as `{ id: refund, vars: { message: … }, expect: [ … ] }`";
  if (types.includes("array") && typeof actual === "string") return `write a list: [${JSON.stringify(actual)}]`;
  if (types.includes("array") && isJsonObject(actual ?? null)) return listHint(key, actual ?? null);
  if (types.includes("object") && Array.isArray(actual)) return mapHint(key);
  return null;
}

/** `tools: { file: … }` is a list of one file whose brackets were forgotten. */
function listHint(key: string | number, actual: Json): string {
  const [first, second] = Object.entries(isJsonObject(actual) ? actual : {});
  if (first?.[0] !== "file" || second !== undefined) return "write a list: begin each item with `- `";
  return `write a list: \`${key}: [{ file: ${JSON.stringify(first[1])} }]\``;
}

function mapHint(key: string | number): string {
  if (key === "prompts") return "give each variant a name: `prompts: { v1: …, v2: … }`";
  return "write a map, `name: value`, without dashes";
}

/** How checks are written whose short form is another, or who have none. */
const FORMS: Readonly<Record<string, string>> = {
  not: "`not: { contains: … }`: the check that must not hold",
  all_of: "a list of checks: `all_of: [{ contains: … }, { length: … }]`",
  any_of: "a list of checks: `any_of: [{ contains: … }, { equals: … }]`",
  json_path: '`json_path: { path: "$.x", equals: … }`',
  length: "`length: { max_words: … }`, or another of min_ and max_ of chars, words, lines and sentences",
};

function isOfCheck(pointer: Pointer): boolean {
  return pointer.includes("expect");
}

/** A setting has a default; a check that is not there checks nothing. */
function orLeaveOut(pointer: Pointer): string {
  return isOfCheck(pointer) ? "" : ", or remove the key to have the default";
}

function numberHint(actual: Json | undefined, pointer: Pointer): string | null {
  if (typeof actual !== "string") return null;
  const text = actual.trim();
  const percent = /^(\d+(?:\.\d+)?)\s*%$/.exec(text)?.[1];
  if (percent !== undefined) return `write it as a share: ${shareOf(Number(percent))}`;
  if (text !== "" && Number.isFinite(Number(text))) return `write it without quotes: ${text}`;
  return `write digits alone${orLeaveOut(pointer)}`;
}

function checkHint(actual: Json | undefined): string {
  const example = typeof actual === "string" ? JSON.stringify(actual) : "…";
  return `write a list of checks, each beginning with \`- \`: \`- contains: ${example}\``;
}

/** Keys whose value is a share of 1, and often thought of in percent. */
const SHARES: readonly string[] = [
  "pass_rate",
  "case_pass_rate",
  "mean_score",
  "min_score",
  "confidence",
  "margin",
  "alpha",
  "min_paired",
  "min",
];

/** The next step for a number beyond its bound, a text or list that is empty, and their like; `keyword` is JSON Schema's. */
export function boundHint(keyword: string, limit: unknown, { pointer, actual }: Misfit): string | null {
  const key = String(pointer.at(-1) ?? "");
  switch (keyword) {
    case "maximum":
    case "exclusiveMaximum":
      if (SHARES.includes(key) && typeof actual === "number" && actual >= 2 && actual <= 100) {
        return `it is a share: write ${shareOf(actual)} for ${actual}%`;
      }
      return `write ${keyword === "maximum" ? String(limit) : `less than ${String(limit)}`}, or remove the key`;
    case "minimum":
      if (key === "limit") return "remove `limit` to take every row";
      if (key === "trials") return "write 1 or more; `skip: reason` leaves a case out";
      return `write ${String(limit)} or more${orLeaveOut(pointer)}`;
    case "exclusiveMinimum":
      return `write more than ${String(limit)}, or remove the key`;
    case "minItems":
      if (limit !== 1) return `write ${String(limit)} or more, or remove the key`;
      return "write something here, or remove the key";
    case "minLength":
    case "minProperties":
      return "write something here, or remove the key";
    case "maxProperties":
      return "leave one of them";
    default:
      return null;
  }
}

function shareOf(percent: number): number {
  return Number((percent / 100).toPrecision(12));
}
