import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";
import type { RequestShape, SettingProblem } from "../../domain/model.ts";
import type { Pointer } from "../../domain/values/problem.ts";
import type { ModelEntry } from "../tables/model-entry.ts";

/** One request's settings on one model. */
export interface SettingContext {
  readonly model: ModelEntry;
  readonly settings: JsonObject;
  readonly shape: RequestShape;
}

/** What the API would reject of a request, as far as one group of fields goes. */
export type SettingRule = (context: SettingContext) => readonly SettingProblem[];

export const OMIT = "or leave it out there with `unsupported: omit`";

/** A setting that the API rejects. `droppable`: fields whose removal cures it; `a.b` is the member b of the map a. */
export function rejected(
  pointer: Pointer,
  message: string,
  hint: string,
  droppable: readonly string[] = [],
): SettingProblem {
  return { code: "unsupported-setting", pointer, message, hint, droppable };
}

/** A setting that the API takes and that does not do what it says. */
export function warned(pointer: Pointer, message: string, hint: string): SettingProblem {
  return { code: "ineffective-setting", pointer, message, hint, droppable: [], severity: "warning" };
}

/** A field that is set: `null` is as good as absent. */
export function field(settings: JsonObject, name: string): Json | undefined {
  return settings[name] ?? undefined;
}

/** The map in a field; null when it is absent or none. */
export function mapIn(settings: JsonObject, name: string): JsonObject | null {
  const value = field(settings, name);
  return isJsonObject(value) ? value : null;
}

export function listIn(settings: JsonObject, name: string): readonly Json[] {
  const value = field(settings, name);
  return Array.isArray(value) ? value : [];
}

/** "`a`, `b` or `c`". */
export function anyOf(words: readonly string[]): string {
  const quoted = words.map((word) => `\`${word}\``);
  const last = quoted.at(-1) ?? "none";
  return quoted.length < 2 ? last : `${quoted.slice(0, -1).join(", ")} or ${last}`;
}

/** A JSON value short enough for a message. */
export function shown(value: Json | undefined): string {
  const text = JSON.stringify(value ?? null);
  return `\`${text.length > 60 ? `${text.slice(0, 60)}…` : text}\``;
}
