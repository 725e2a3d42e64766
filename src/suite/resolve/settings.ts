import suiteSchema from "../../../schemas/suite.schema.json" with { type: "json" };
import { headerReference, variableName } from "../../domain/values/environment-reference.ts";
import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";
import type { Place } from "../../domain/values/problem.ts";

/** The request settings of the suite language: the API's own names, plus `headers` and `request`. */
export const SETTING_KEYS: readonly string[] = Object.keys(suiteSchema.$defs.settings.properties);
const DEFAULT_MAX_TOKENS = 4096;

/** Beside the settings' own: where `output_config.format.schema` was last said, which may be another layer than the rest. */
export const SCHEMA_PLACE = "output_config.format.schema";

/** One level at which settings are written: config, suite, model, prompt, command line. */
export interface SettingsLayer {
  readonly values: JsonObject;
  /** Where a setting of this layer stands. */
  place(key: string): Place;
}

export interface MergedSettings {
  /** Body fields, `request` merged in last; `headers` apart. */
  readonly body: JsonObject;
  /** What `request` says of it. */
  readonly request: JsonObject;
  readonly headers: Readonly<Record<string, string>>;
  /** Where each body field was last said. */
  readonly places: ReadonlyMap<string, Place>;
}

/** Later layers win: maps merge key by key, lists replace, null removes (see `mergeJson`). `max_tokens` is 4096 where nobody says it. */
export function mergeSettings(layers: readonly SettingsLayer[]): MergedSettings {
  let merged: JsonObject = { max_tokens: DEFAULT_MAX_TOKENS };
  const places = new Map<string, Place>();
  const ofRequest = new Map<string, Place>();
  for (const layer of layers) {
    for (const key of SETTING_KEYS) {
      const value = layer.values[key];
      if (value === undefined) continue;
      merged = withoutNulls(mergeJson(merged, { [key]: value }));
      places.set(key, layer.place(key));
      if (key === "output_config" && saysSchema(value)) places.set(SCHEMA_PLACE, layer.place(key));
      if (key !== "request" || !isJsonObject(value)) continue;
      for (const member of Object.keys(value)) ofRequest.set(member, layer.place(key));
    }
  }
  const { headers = {}, request = {}, ...body } = merged;
  for (const [member, place] of ofRequest) {
    if (!places.has(member)) places.set(member, place);
  }
  return {
    body: mergeJson(body, request as JsonObject),
    request: request as JsonObject,
    headers: headerTexts(withoutNulls(headers as JsonObject)),
    places,
  };
}

/** The settings among the keys of a suite, model or prompt. */
export function settingsLayer(spec: object, place: (key: string) => Place): SettingsLayer {
  // A part of a suite that passed its schema: JSON values only.
  const written = Object.entries(spec as JsonObject);
  return { values: Object.fromEntries(written.filter(([key]) => SETTING_KEYS.includes(key))), place };
}

function saysSchema(outputConfig: Json): boolean {
  const format = isJsonObject(outputConfig) ? outputConfig["format"] : undefined;
  return isJsonObject(format) && format["schema"] !== undefined;
}

/** The schema allows a text, or `{ env }`. */
function headerTexts(headers: JsonObject): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      return [name, typeof value === "string" ? value : headerReference(variableName(value) ?? "")];
    }),
  );
}

/** Below these a null is a value: JSON Schemas, and examples of inputs. */
const LITERAL_KEYS: readonly string[] = ["schema", "input_schema", "input_examples"];

/**
 * `patch` over `base`: maps merge key by key, everything else replaces. A null removes what a lower layer has said; where
 * none has said a thing it is a value, to be sent as it is written, and so it is everywhere inside a schema.
 */
export function mergeJson(base: JsonObject, patch: JsonObject, isLiteral = false): JsonObject {
  const result = new Map<string, Json>(Object.entries(base));
  for (const [key, value] of Object.entries(patch)) {
    const old = result.get(key) ?? null;
    if (value === null && old !== null && !isLiteral) result.delete(key);
    else if (isJsonObject(value)) {
      result.set(key, mergeJson(isJsonObject(old) ? old : {}, value, isLiteral || LITERAL_KEYS.includes(key)));
    } else result.set(key, value);
  }
  return Object.fromEntries(result);
}

/** Settings without those that say null: there, null is absence. */
function withoutNulls(settings: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null));
}
