import { dirname } from "node:path";
import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";
import type { Place } from "../../domain/values/problem.ts";
import { SCHEMA_PLACE } from "./settings.ts";
import type { Resolving } from "../sources/resolving.ts";

/** Settings with the files they name read in: an item `{ file }` of `tools` (one tool or a list), and `output_config.format.schema: { file }`. */
export function withSettingFiles(settings: JsonObject, places: ReadonlyMap<string, Place>, at: Resolving): JsonObject {
  const read = (path: string, field: string): Json | null => {
    const place = places.get(field) ?? at.place([]);
    return loadAt(path, place, at);
  };
  return { ...settings, ...toolsOf(settings["tools"], read), ...formatOf(settings["output_config"], read) };
}

type ReadSetting = (path: string, field: string) => Json | null;

function toolsOf(tools: Json | undefined, read: ReadSetting): JsonObject {
  if (!Array.isArray(tools)) return {};
  const items = (tools as readonly Json[]).flatMap((tool) => {
    const path = filePath(tool);
    const value = path === null ? tool : read(path, "tools");
    return Array.isArray(value) ? (value as readonly Json[]) : [value];
  });
  return { tools: items.filter((tool) => tool !== null) };
}

function formatOf(outputConfig: Json | undefined, read: ReadSetting): JsonObject {
  const format = isJsonObject(outputConfig) ? outputConfig["format"] : undefined;
  const path = isJsonObject(format) ? filePath(format["schema"] ?? null) : null;
  if (path === null || !isJsonObject(outputConfig) || !isJsonObject(format)) return {};
  return { output_config: { ...outputConfig, format: { ...format, schema: read(path, SCHEMA_PLACE) } } };
}

/** The path of a value that is `{ file: path }` and nothing else. */
function filePath(value: Json): string | null {
  if (!isJsonObject(value) || Object.keys(value).length !== 1) return null;
  const path = value["file"];
  return typeof path === "string" ? path : null;
}

/** The JSON or YAML value of a file that a setting names. Paths are relative to the suite or the config, whichever says it. */
function loadAt(path: string, place: Place, at: Resolving): Json | null {
  const baseDir = place.kind === "node" ? dirname(place.file) : at.baseDir;
  const resolved = at.files.resolve(path, baseDir);
  if (!resolved.ok) {
    at.reportAt(place, resolved.problem);
    return null;
  }
  const loaded = at.store.load(resolved.value);
  if (loaded.ok) return loaded.value;
  for (const problem of loaded.problems) at.reportAt(problem.place, problem);
  return null;
}
