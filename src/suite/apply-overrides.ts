import { ownMember } from "../base/own-member.ts";
import { isJsonObject, type Json, type JsonObject } from "../domain/values/json.ts";
import type { SuiteOverrides } from "../domain/overrides.ts";
import type { Suite } from "../domain/suite.ts";
import type { Pointer } from "../domain/values/problem.ts";
import { valueAt } from "./shape/shape-problems.ts";
import { SETTING_KEYS, type SettingsLayer } from "./resolve/settings.ts";

/** The suite as written, with what `--set`, `--trials`, `--timeout` and `--max-attempts` change in it (settings apart: see `commandLineLayer`). */
export function applyOverrides(spec: Json, overrides: SuiteOverrides): Json {
  const limits = [
    ...(overrides.timeoutMs === null ? [] : [{ path: ["limits", "timeout_s"], value: overrides.timeoutMs / 1000 }]),
    ...(overrides.maxAttempts === null ? [] : [{ path: ["limits", "max_attempts"], value: overrides.maxAttempts }]),
    ...(overrides.trials === null ? [] : [{ path: ["trials"], value: overrides.trials }]),
  ];
  const changes = [...overrides.set.filter(({ path }) => !isSetting(path)), ...limits];
  return changes.reduce((changed, { path, value }) => setDeep(withOpenPrompt(changed, path), path, value), spec);
}

/** What says a prompt's text: with one of them set, a text that stood there is gone. */
const PROMPT_TEXTS: readonly string[] = ["user", "messages", "file"];

/** A prompt that is a text is its user's message: `--set prompts.v1.system=…` sets something beside that, and keeps it. */
function withOpenPrompt(spec: Json, path: readonly string[]): Json {
  const [root] = path;
  const length = root === "prompt" ? 1 : root === "prompts" ? 2 : null;
  const key = length === null ? undefined : path[length];
  if (length === null || key === undefined || PROMPT_TEXTS.includes(key)) return spec;
  const at = path.slice(0, length);
  const text = valueAt(spec, at);
  return typeof text === "string" ? setDeep(spec, at, { user: text }) : spec;
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

/**
 * Finds the option that said the value at `pointer`, or changed what stood there (`written`: the suite without options):
 * `--set gate.pass_rate=x` makes a map of `gate: none`. Null: the suite says it.
 */
export function findOverride(written: Json, overrides: SuiteOverrides): (pointer: Pointer) => string | null {
  const options = [
    ...overrides.set.map(({ path }) => ({ path, option: `--set ${path.join(".")}` })),
    ...(overrides.timeoutMs === null ? [] : [{ path: ["limits", "timeout_s"], option: "--timeout" }]),
    ...(overrides.maxAttempts === null ? [] : [{ path: ["limits", "max_attempts"], option: "--max-attempts" }]),
    ...(overrides.trials === null ? [] : [{ path: ["trials"], option: "--trials" }]),
  ];
  return (pointer) => options.find(({ path }) => isSaid(path, pointer, written))?.option ?? null;
}

function isSaid(path: readonly string[], pointer: Pointer, written: Json): boolean {
  const steps = pointer.map(String);
  if (path.length <= steps.length) return path.every((step, depth) => steps[depth] === step);
  const isAbove = steps.length > 0 && steps.every((step, depth) => path[depth] === step);
  return isAbove && !holds(valueAt(written, pointer), path[steps.length] ?? "");
}

/** Can a path lead on through this value? Into a list only to an item that is there. */
function holds(value: Json | undefined, step: string): boolean {
  return Array.isArray(value) ? /^\d+$/.test(step) && Number(step) < value.length : isJsonObject(value);
}

function isSetting(path: readonly string[]): boolean {
  return SETTING_KEYS.includes(path[0] ?? "");
}

function setDeep(target: Json, path: readonly string[], value: Json): Json {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(target) && holds(target, key)) {
    const items: readonly Json[] = target;
    return items.map((item, index) => (index === Number(key) ? setDeep(item, rest, value) : item));
  }
  // A scalar in the way is replaced: `--set gate.pass_rate=0.9` over `gate: none`.
  const base = isJsonObject(target) ? target : {};
  return { ...base, [key]: setDeep(ownMember(base, key) ?? {}, rest, value) };
}

/** The variables of `--var`, in place of the suite's. */
export function argumentVars(overrides: SuiteOverrides): Suite["vars"] {
  return Object.fromEntries(
    Object.entries(overrides.vars).map(([name, value]) => [
      name,
      { value: { value }, place: { kind: "argument" as const, argument: `--var ${name}` }, baseDir: "" },
    ]),
  );
}
