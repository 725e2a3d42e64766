import { type Said, said } from "../../domain/diagnostics/said.ts";
import { isJsonObject, type Json } from "../../domain/values/json.ts";
import type { Pointer } from "../../domain/values/problem.ts";

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
  const check = isOfCheck(pointer) ? OF_OTHER_FORM.find((name) => name === key) : undefined;
  if (check !== undefined) return said("wrong-type.form", { ...misfit, check });
  if (isUnquoted(types, value)) return said("wrong-type.unquoted", misfit);
  if (value === null) return said("wrong-type.empty", misfit);
  if (types.includes("integer") || types.includes("number")) return wrongNumber(types, { pointer, actual: value });
  if (types.includes("boolean") && (value === "yes" || value === "no"))
    return said("wrong-type.yes-or-no", { types, value });
  if (key === "expect" || parent === "expect") return said("wrong-type.no-list-of-checks", misfit);
  if (key === "cases") return said("wrong-type.no-list-of-cases", misfit);
  if (parent === "cases") return said("wrong-type.case", misfit);
  if (types.includes("array") && typeof value === "string") return said("wrong-type.one-text", misfit);
  if (types.includes("array") && isJsonObject(value ?? null)) return mapForList(types, key, value ?? null);
  if (!types.includes("object") || !Array.isArray(value)) return said("wrong-type.other", misfit);
  return key === "prompts" ? said("wrong-type.prompts", misfit) : said("wrong-type.no-map", misfit);
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

/** Checks whose short form is another than people think, or who have none. */
const OF_OTHER_FORM = ["not", "all_of", "any_of", "json_path", "length"] as const;

function isOfCheck(pointer: Pointer): boolean {
  return pointer.includes("expect");
}

function wrongNumber(types: readonly string[], { pointer, actual: value }: Misfit): Said {
  if (typeof value !== "string") return said("wrong-type.other", { types, value });
  const written = value.trim();
  const percent = /^(\d+(?:\.\d+)?)\s*%$/.exec(written)?.[1];
  if (percent !== undefined) return said("wrong-type.percent", { types, value, share: shareOf(Number(percent)) });
  if (written !== "" && Number.isFinite(Number(written)))
    return said("wrong-type.quoted-number", { types, value, written });
  return said("wrong-type.digits", { types, value, hasDefault: !isOfCheck(pointer) });
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
  return said("bad-value.too-small", { ...bound, hasDefault: !isOfCheck(pointer) });
}

function shareOf(percent: number): number {
  return Number((percent / 100).toPrecision(12));
}
