import type { Json, JsonObject } from "../domain/json.ts";
import type { SuiteOverrides } from "../domain/overrides.ts";
import type { Pointer } from "../domain/problem.ts";
import { SETTING_KEYS, type SettingsLayer } from "./settings.ts";

/** The suite as written, with what `--set`, `--trials`, `--timeout` and `--max-attempts` change in it (settings apart: see `commandLineLayer`). */
export function applyOverrides(spec: Json, overrides: SuiteOverrides): Json {
  const limits = [
    ...(overrides.timeoutMs === null ? [] : [{ path: ["limits", "timeout_s"], value: overrides.timeoutMs / 1000 }]),
    ...(overrides.maxAttempts === null ? [] : [{ path: ["limits", "max_attempts"], value: overrides.maxAttempts }]),
    ...(overrides.trials === null ? [] : [{ path: ["trials"], value: overrides.trials }]),
  ];
  const changes = [...overrides.set.filter(({ path }) => !isSetting(path)), ...limits];
  return changes.reduce((changed, { path, value }) => setDeep(changed, path, value), spec);
}

/** Request settings given by `--set`: the layer above all others. */
export function commandLineLayer(overrides: SuiteOverrides): SettingsLayer {
  const values = overrides.set
    .filter(({ path }) => isSetting(path))
    .reduce<Json>((layer, { path, value }) => setDeep(layer, path, value), {});
  return {
    // Built from an empty map by setting keys in it.
    values: values as JsonObject,
    place: (key) => ({ kind: "argument", argument: `--set ${key}` }),
  };
}

/** The `--set` option that said the value at `pointer`, if one did. */
export function overrideAt(pointer: Pointer, overrides: SuiteOverrides): string | null {
  const said = overrides.set.find(({ path }) => path.every((step, depth) => String(pointer[depth]) === step));
  return said === undefined ? null : `--set ${said.path.join(".")}`;
}

function isSetting(path: readonly string[]): boolean {
  return SETTING_KEYS.includes(path[0] ?? "");
}

function setDeep(target: Json, path: readonly string[], value: Json): Json {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  // A scalar in the way is replaced: `--set gate.pass_rate=0.9` over `gate: none`.
  const base = typeof target === "object" && target !== null && !Array.isArray(target) ? (target as JsonObject) : {};
  return { ...base, [key]: setDeep(base[key] ?? {}, rest, value) };
}
