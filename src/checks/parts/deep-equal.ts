import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";

/** Are two JSON values equal: texts after NFC, numbers by value, maps whatever the order of their keys? */
export function deepEqual(a: Json, b: Json): boolean {
  return difference(a, b, false) === null;
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
  return differenceAt("", value, wanted, partial);
}

function differenceAt(path: string, got: Json | undefined, wanted: Json, partial: boolean): JsonDifference | null {
  if (got === undefined) return { path, got, wanted };
  if (Array.isArray(wanted) && Array.isArray(got)) return listDifference(path, got, wanted, partial);
  if (isJsonObject(wanted) && isJsonObject(got)) return mapDifference(path, got, wanted, partial);
  return sameScalar(got, wanted) ? null : { path, got, wanted };
}

function listDifference(
  path: string,
  got: readonly Json[],
  wanted: readonly Json[],
  partial: boolean,
): JsonDifference | null {
  if (got.length !== wanted.length) return { path, got, wanted };
  for (const [index, item] of wanted.entries()) {
    const found = differenceAt(`${path}/${index}`, got[index], item, partial);
    if (found !== null) return found;
  }
  return null;
}

function mapDifference(path: string, got: JsonObject, wanted: JsonObject, partial: boolean): JsonDifference | null {
  for (const [key, item] of Object.entries(wanted)) {
    const member = Object.hasOwn(got, key) ? got[key] : undefined;
    const found = differenceAt(`${path}/${escape(key)}`, member, item, partial);
    if (found !== null) return found;
  }
  if (partial) return null;
  const extra = Object.keys(got).find((key) => !Object.hasOwn(wanted, key));
  return extra === undefined ? null : { path: `${path}/${escape(extra)}`, got: got[extra], wanted: undefined };
}

function sameScalar(a: Json, b: Json): boolean {
  return typeof a === "string" && typeof b === "string" ? a.normalize("NFC") === b.normalize("NFC") : a === b;
}

function escape(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
