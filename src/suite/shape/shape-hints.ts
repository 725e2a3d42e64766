import { type CheckFacts, factsOfKey, isCheckType } from "../../domain/check-facts.ts";
import { type Said, said } from "../../domain/diagnostics/said.ts";
import { isJsonObject, type Json } from "../../domain/values/json.ts";
import type { Pointer } from "../../domain/values/problem.ts";
import { isPathLike } from "../sources/path-like.ts";

/** What was found in place of what: all that a next step depends on. */
export interface Misfit {
  readonly pointer: Pointer;
  readonly actual: Json | undefined;
}

/** What is said of a value of a wrong type; `types` are JSON Schema's words. */
export function wrongType(types: readonly string[], { pointer, actual: value }: Misfit): Said {
  const [key, parent] = [pointer.at(-1), pointer.at(-2)];
  const misfit = { types, value };
  if (key === undefined) return said("wrong-type.suite", misfit);
  const quoted = types.includes("object") && isOfCheck(pointer) ? quotedCheck(value) : null;
  if (quoted !== null) return said("wrong-type.quoted-check", { ...misfit, check: quoted });
  if (factsAt(pointer)?.tellsForm === true) return said("wrong-type.form", { ...misfit, check: String(key) });
  const file = fileForm(types, { pointer, actual: value });
  if (file !== null) return said("wrong-type.file", { ...misfit, form: file });
  const form = shortForm(key, value);
  if (form !== null) return said("wrong-type.written-as", { ...misfit, form });
  const checks = checksOfMany(key, value);
  if (checks.length > 0) return said("wrong-type.one-of-many", { ...misfit, checks });
  if (isUnquoted(types, value)) return said("wrong-type.unquoted", misfit);
  if (value === null) return said("wrong-type.empty", misfit);
  if (types.includes("integer") || types.includes("number")) return wrongNumber(types, { pointer, actual: value });
  if (types.includes("boolean") && (value === "yes" || value === "no"))
    return said("wrong-type.yes-or-no", { types, value });
  if (key === "expect" || parent === "expect") return said("wrong-type.no-list-of-checks", misfit);
  if (key === "cases") return said("wrong-type.no-list-of-cases", misfit);
  if (parent === "cases") return said("wrong-type.case", misfit);
  if (types.includes("array") && typeof value === "string")
    return said("wrong-type.words", { ...misfit, words: key === "command" ? wordsOf(value) : [value] });
  if (types.includes("array") && isJsonObject(value ?? null)) return mapForList(types, key, value ?? null);
  if (!types.includes("object")) return said("wrong-type.other", misfit);
  if (!Array.isArray(value)) return said("wrong-type.no-list-no-map", misfit);
  return key === "prompts" ? said("wrong-type.prompts", misfit) : said("wrong-type.no-map", misfit);
}

/** What is meant by a value that has no short form, such as `gate: 0.9`; null where nobody can tell. */
function shortForm(key: string | number, value: Json | undefined): string | null {
  if (key === "gate" && typeof value === "number" && value > 0 && value <= 100)
    return `gate: { pass_rate: ${value > 1 ? shareOf(value) : value} }`;
  if (typeof value !== "string") return null;
  if (key === "compare" && COMPARED.includes(value)) return `compare: { by: ${value} }`;
  return key === "vars" ? `vars: { NAME: ${value} }` : null;
}

/** The checks that take a list where this one takes a text: `contains: [a, b]`. */
function checksOfMany(key: string | number, value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? [`${key}_any`, `${key}_all`].filter(isCheckType) : [];
}

/** What arms may be compared by. */
const COMPARED: readonly string[] = ["model", "prompt", "target", "first"];

/** A command line as the list of its words; one that only a shell understands is given to a shell. */
function wordsOf(command: string): readonly string[] {
  return /["'`$|&;<>*()\\]/.test(command) ? ["sh", "-c", command] : command.trim().split(/\s+/);
}

/** The check in a text that is one but for its quotes: "contains: hi"; null where it is another text. */
function quotedCheck(value: Json | undefined): string | null {
  if (typeof value !== "string") return null;
  const written = value.trim();
  const [, type = ""] = /^([a-z_]+):\s+\S/.exec(written) ?? [];
  return isCheckType(type) && !written.includes("\n") ? written : null;
}

/** How a file is named where its path stands alone; null where no file may stand, or the text is no path. */
function fileForm(types: readonly string[], { pointer, actual: value }: Misfit): string | null {
  if (typeof value !== "string" || types.includes("string") || !isPathLike(value)) return null;
  const [key, file] = [pointer.at(-1), `{ file: ${value.trim()} }`];
  if (key === "schema") return file;
  const member = factsAt(pointer)?.fileMember ?? null;
  if (member !== null) return `${key}: { ${member}: ${file} }`;
  const isList = types.includes("array") && (key === "cases" || key === "expect" || key === "tools");
  return isList ? `${key}: [${file}]` : null;
}

/** A number, true or false where a text belongs: YAML's, for want of quotes. */
export function isUnquoted(types: readonly string[], value: Json | undefined): boolean {
  return types.includes("string") && (typeof value === "number" || typeof value === "boolean");
}

/** `tools: { file: … }` is a list of one file whose brackets were forgotten. */
function mapForList(types: readonly string[], key: string | number, value: Json): Said {
  const [first, second] = Object.entries(isJsonObject(value) ? value : {});
  if (first?.[0] !== "file" || second !== undefined) return said("wrong-type.no-list", { types, value });
  return said("wrong-type.one-file", { types, value, key, file: first[1] });
}

/** What the check says of itself whose value stands there; null: none does. */
function factsAt(pointer: Pointer): CheckFacts | null {
  return isOfCheck(pointer) ? factsOfKey(String(pointer.at(-1))) : null;
}

function isOfCheck(pointer: Pointer): boolean {
  return pointer.includes("expect");
}

function wrongNumber(types: readonly string[], { pointer, actual: value }: Misfit): Said {
  if (typeof value !== "string") return said("wrong-type.other", { types, value });
  const written = value.trim();
  const percent = /^(\d+(?:\.\d+)?)\s*%$/.exec(written)?.[1];
  const unit = unitOf(pointer);
  const amount = unit === null ? null : amountIn(unit, written);
  if (unit !== null && amount !== null) return said("wrong-type.unit", { types, value, unit, amount });
  if (percent !== undefined) return said("wrong-type.percent", { types, value, share: shareOf(Number(percent)) });
  if (written !== "" && Number.isFinite(Number(written)))
    return said("wrong-type.quoted-number", { types, value, written });
  return said("wrong-type.digits", { types, value, ...withoutKey(pointer) });
}

/** Keys that have a default, where they stand outside of checks. */
export const DEFAULTED: readonly string[] = [
  "agree",
  "alpha",
  "concurrency",
  "concurrent",
  "margin",
  "max_attempts",
  "max_tokens",
  "max_tool_rounds",
  "timeout_s",
  "trials",
  "workers",
];

/** Maps whose members may be left out though they have no default. */
const OPTIONAL_IN: readonly unknown[] = ["limits", "gate", "settings"];

/** What it comes to where the key is removed: the default is had, nothing is set; null: that is not to be advised. */
function withoutKey(pointer: Pointer): { readonly without: "default" | "nothing" | null } {
  if (isOfCheck(pointer)) return { without: null };
  if (DEFAULTED.includes(String(pointer.at(-1)))) return { without: "default" };
  return { without: pointer.length < 2 || OPTIONAL_IN.includes(pointer.at(-2)) ? "nothing" : null };
}

/** What a number counts, by the end of its key; `latency: 5` and `cost: 0.1` are short forms of `max_ms` and `max_usd`. */
function unitOf(pointer: Pointer): "ms" | "s" | "usd" | null {
  const key = String(pointer.at(-1));
  if (key.endsWith("_ms")) return "ms";
  if (key.endsWith("_s")) return "s";
  return key.endsWith("_usd") ? "usd" : (factsOfKey(key)?.limits ?? null);
}

/** Seconds in what people write behind a number. */
const SECONDS: readonly (readonly [RegExp, number])[] = [
  [/^(?:ms|millis(?:econds?)?|milliseconds?)$/i, 0.001],
  [/^(?:s|secs?|seconds?)$/i, 1],
  [/^(?:m|mins?|minutes?)$/i, 60],
  [/^(?:h|hours?)$/i, 3600],
];

/** The number without its unit, in the unit that the key counts in; null where it is none of them. */
function amountIn(unit: "ms" | "s" | "usd", written: string): number | null {
  const money = /^(?:\$|USD\s*)(\d+(?:\.\d+)?)$|^(\d+(?:\.\d+)?)\s*(?:\$|USD|dollars?)$/i.exec(written);
  if (unit === "usd") return money === null ? null : Number(money[1] ?? money[2]);
  const [, digits = "", word = ""] = /^(\d+(?:\.\d+)?)\s*([a-z]+)$/i.exec(written) ?? [];
  const seconds = SECONDS.find(([words]) => words.test(word))?.[1];
  if (seconds === undefined) return null;
  return Number((Number(digits) * seconds * (unit === "ms" ? 1000 : 1)).toPrecision(12));
}

/** Keys whose value is a share of 1, and often thought of in percent. */
export const SHARES: readonly string[] = [
  "alpha",
  "case_pass_rate",
  "confidence",
  "margin",
  "mean_score",
  "min",
  "min_paired",
  "min_score",
  "pass_at",
  "pass_rate",
  "sensitivity",
  "share",
  "specificity",
];

/** A rule of JSON Schema that a value breaks. */
export interface BrokenRule {
  readonly keyword: string;
  readonly limit: unknown;
  /** As the validator says it. */
  readonly reason: string | null;
}

/** What is said of a number beyond its bound, a text or list that is empty, and their like. */
export function brokenRule({ keyword, limit, reason }: BrokenRule, misfit: Misfit): Said {
  switch (keyword) {
    case "maximum":
    case "exclusiveMaximum":
      return tooLarge(Number(limit), keyword === "exclusiveMaximum", misfit);
    case "minimum":
    case "exclusiveMinimum":
      return tooSmall(Number(limit), keyword === "exclusiveMinimum", misfit);
    case "minItems":
      return said("bad-value.few-items", { limit: Number(limit) });
    case "minLength":
      return said("bad-value.empty-text");
    case "minProperties":
      return said("bad-value.empty-map");
    case "maxProperties":
      return said("bad-value.two-keys");
    case "uniqueItems":
      return said("bad-value.twice");
    default:
      return said("bad-value.rule", { keyword, reason });
  }
}

function tooLarge(limit: number, isExclusive: boolean, { pointer, actual: value }: Misfit): Said {
  const isPercent = typeof value === "number" && value >= 2 && value <= 100;
  return isPercent && SHARES.includes(String(pointer.at(-1)))
    ? said("bad-value.percent", { value, limit, isExclusive, share: shareOf(value) })
    : said("bad-value.too-large", { value, limit, isExclusive });
}

function tooSmall(limit: number, isExclusive: boolean, { pointer, actual: value }: Misfit): Said {
  const bound = { value, limit, isExclusive };
  const key = isExclusive ? undefined : pointer.at(-1);
  if (key === "limit") return said("bad-value.no-rows", bound);
  if (key === "trials") return said("bad-value.no-trials", bound);
  if (key === "max_cost_usd" && pointer.at(-2) === "limits") return said("bad-value.no-budget", bound);
  return said("bad-value.too-small", { ...bound, ...withoutKey(pointer) });
}

function shareOf(percent: number): number {
  return Number((percent / 100).toPrecision(12));
}
