import { isJsonObject, type Json, type JsonObject } from "./json.ts";

/** A member that is a string, else null. */
export function textField(object: JsonObject, key: string): string | null {
  const value = object[key];
  return typeof value === "string" ? value : null;
}

/** A member that is a number, else null. */
export function numberField(object: JsonObject, key: string): number | null {
  const value = object[key];
  return typeof value === "number" ? value : null;
}

/** A member that is an object, else null. */
export function objectField(object: JsonObject, key: string): JsonObject | null {
  const value: Json | undefined = object[key];
  return isJsonObject(value) ? value : null;
}
