import type { Said } from "../../domain/diagnostics/said.ts";
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

/** A setting that the API rejects. `droppable`: fields whose removal cures it; `a.b` is the member b of the map a. */
export function rejected(pointer: Pointer, what: Said, droppable: readonly string[] = []): SettingProblem {
  return { ...what, pointer, droppable };
}

/** A setting that the API takes and that does not do what it says. */
export function warned(pointer: Pointer, what: Said): SettingProblem {
  return { ...what, pointer, droppable: [], severity: "warning" };
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
