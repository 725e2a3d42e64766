import suiteSchema from "../../schemas/suite.schema.json" with { type: "json" };
import { isJsonObject, type Json, type JsonObject } from "../domain/json.ts";
import type { Place } from "../domain/problem.ts";

/** The request settings of the suite language: the API's own names, plus `headers` and `request`. */
export const SETTING_KEYS: readonly string[] = Object.keys(suiteSchema.$defs.settings.properties);
const DEFAULT_MAX_TOKENS = 4096;

/** One level at which settings are written: config, suite, model, prompt, command line. */
export interface SettingsLayer {
  readonly values: JsonObject;
  /** Where a setting of this layer stands. */
  place(key: string): Place;
}

export interface MergedSettings {
  /** Body fields, `request` merged in last; `headers` apart. */
  readonly body: JsonObject;
  readonly headers: Readonly<Record<string, string>>;
  /** Where each body field was last said. */
  readonly places: ReadonlyMap<string, Place>;
}

/** Later layers win: maps merge key by key, lists replace, null removes. `max_tokens` is 4096 where nobody says it. */
export function mergeSettings(layers: readonly SettingsLayer[]): MergedSettings {
  let merged: JsonObject = { max_tokens: DEFAULT_MAX_TOKENS };
  const places = new Map<string, Place>();
  for (const layer of layers) {
    for (const key of SETTING_KEYS) {
      const value = layer.values[key];
      if (value === undefined) continue;
      merged = mergeJson(merged, { [key]: value });
      places.set(key, layer.place(key));
    }
  }
  const { headers = {}, request = {}, ...body } = merged;
  for (const key of Object.keys(request as JsonObject)) {
    const place = places.get("request");
    if (place !== undefined) places.set(key, place);
  }
  return {
    body: mergeJson(body, request as JsonObject),
    // The schema allows text or null, and null removes.
    headers: headers as Record<string, string>,
    places,
  };
}

/** The settings among the keys of a suite, model or prompt. */
export function settingsLayer(spec: object, place: (key: string) => Place): SettingsLayer {
  // A part of a suite that passed its schema: JSON values only.
  const written = Object.entries(spec as JsonObject);
  return { values: Object.fromEntries(written.filter(([key]) => SETTING_KEYS.includes(key))), place };
}

/** `patch` over `base`: maps merge key by key, everything else replaces, null removes. */
export function mergeJson(base: JsonObject, patch: JsonObject): JsonObject {
  const result: Record<string, Json> = { ...base };
  for (const [key, value] of Object.entries(patch)) {
    const old = result[key];
    if (value === null) delete result[key];
    else if (isJsonObject(value)) result[key] = mergeJson(old !== undefined && isJsonObject(old) ? old : {}, value);
    else result[key] = value;
  }
  return result;
}
