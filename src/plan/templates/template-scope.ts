import type { Json, JsonObject } from "../../domain/values/json.ts";

export type Step = string | number;

/**
 * One step into a value, as templates take it: own members of maps; items of lists by index (from the end if negative)
 * and their `size`, `first` and `last`; the `size` of texts. A part of null is null. undefined: there is no such part.
 */
export function readMember(value: Json, step: Step): Json | undefined {
  if (value === null) return null;
  if (typeof value === "string") return step === "size" ? value.length : undefined;
  if (typeof value !== "object") return undefined;
  if (isList(value)) return readItem(value, step);
  return Object.hasOwn(value, step) ? value[step] : undefined;
}

function readItem(list: readonly Json[], step: Step): Json | undefined {
  if (step === "size") return list.length;
  if (step === "first") return list[0];
  if (step === "last") return list.at(-1);
  if (typeof step === "number") return list.at(step);
  return /^\d+$/.test(step) ? list[Number(step)] : undefined;
}

/** What a path leads to, or where it ends: the step that is not there, and the names that are. */
export type PathResult =
  | { readonly found: true; readonly value: Json }
  | { readonly found: false; readonly step: Step; readonly known: readonly string[] };

export function readPath(scope: JsonObject, path: readonly Step[]): PathResult {
  let value: Json = scope;
  for (const step of path) {
    const member = readMember(value, step);
    if (member === undefined) return { found: false, step, known: memberNames(value) };
    value = member;
  }
  return { found: true, value };
}

/** The names that a path could go on with. */
export function memberNames(value: unknown): readonly string[] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
