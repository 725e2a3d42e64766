import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";
import { type ExactValue, memberOf, sameNumber } from "./exact-json.ts";

/** Are two JSON values equal: texts after NFC, numbers to the last digit, maps whatever the order of their keys? */
export function deepEqual(value: ExactValue, wanted: Json): boolean {
  return differenceAt("", value, wanted, false) === null;
}

/** Where a value differs from what is wanted. */
export interface JsonDifference {
  /** JSON Pointer into the value; "" for the whole. */
  readonly path: string;
  /** Undefined: the value has nothing there. */
  readonly got: Json | undefined;
  /** Undefined: nothing was wanted there. */
  readonly wanted: Json | undefined;
}

/**
 * The first place where `value` is not as `wanted`, or null. With `partial`, maps of `value` may have more keys than
 * those wanted; lists are compared item by item.
 */
export function difference(value: Json, wanted: Json, partial: boolean): JsonDifference | null {
  return differenceAt("", { value }, wanted, partial);
}

function differenceAt(path: string, exact: ExactValue, wanted: Json, partial: boolean): JsonDifference | null {
  const { value: got } = exact;
  if (Array.isArray(wanted) && Array.isArray(got)) return listDifference(path, got, wanted, partial);
  if (isJsonObject(wanted) && isJsonObject(got)) return mapDifference(path, got, wanted, partial);
  return sameScalar(exact, wanted) ? null : { path, got, wanted };
}

function listDifference(
  path: string,
  got: readonly Json[],
  wanted: readonly Json[],
  partial: boolean,
): JsonDifference | null {
  if (got.length !== wanted.length) return { path, got, wanted };
  for (const [index, item] of wanted.entries()) {
    const found = differenceAt(`${path}/${index}`, memberOf(got, index), item, partial);
    if (found !== null) return found;
  }
  return null;
}

function mapDifference(path: string, got: JsonObject, wanted: JsonObject, partial: boolean): JsonDifference | null {
  for (const [key, item] of Object.entries(wanted)) {
    const there = `${path}/${escape(key)}`;
    if (!Object.hasOwn(got, key)) return { path: there, got: undefined, wanted: item };
    const found = differenceAt(there, memberOf(got, key), item, partial);
    if (found !== null) return found;
  }
  if (partial) return null;
  const extra = Object.keys(got).find((key) => !Object.hasOwn(wanted, key));
  return extra === undefined ? null : { path: `${path}/${escape(extra)}`, got: got[extra], wanted: undefined };
}

function sameScalar(exact: ExactValue, wanted: Json): boolean {
  const { value } = exact;
  if (typeof value === "string" && typeof wanted === "string")
    return value.normalize("NFC") === wanted.normalize("NFC");
  return typeof value === "number" ? sameNumber(exact, { value: wanted }) : value === wanted;
}

function escape(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
