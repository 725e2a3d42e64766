import { parseBoundedJson } from "../../base/bounded-json.ts";

/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object: own properties only. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Is this a JSON object (no list, not null)? Of values that come from JSON or YAML: their members are JSON too. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The JSON object that a text from outside is; null where it is none, or is nested deeper than anybody writes. */
export function jsonObjectOf(text: string): JsonObject | null {
  try {
    const value = parseBoundedJson(text);
    return isJsonObject(value) ? value : null;
  } catch {
    return null; // no JSON
  }
}
