import type { Json, JsonObject } from "../domain/json.ts";
import type { SettingProblem } from "../domain/model.ts";
import type { ModelEntry } from "./model-entry.ts";
import { OMIT_HINT, rejected } from "./setting-problem.ts";
import { thinkingMode } from "./thinking-rules.ts";

const DEFAULT_TEMPERATURE = 1;
/** With thinking on, top_p may only be in this range (thinking page). */
const THINKING_TOP_P = 0.95;
export const SAMPLING_SETTINGS = ["temperature", "top_p", "top_k"] as const;

/**
 * temperature, top_p and top_k under anthropic-version 2023-06-01, the only version that still knows them (migration
 * guide 2026-10-21): free on older models while they do not think, only their defaults on newer ones.
 */
export function checkSampling(entry: ModelEntry, settings: JsonObject): SettingProblem[] {
  return entry.sampling.kind === "default_only"
    ? checkDefaultOnly(entry, settings)
    : checkFree(entry, settings, entry.sampling.together);
}

function checkDefaultOnly(entry: ModelEntry, settings: JsonObject): SettingProblem[] {
  const { topP } = entry.sampling as ModelEntry["sampling"] & { kind: "default_only" }; // the caller looked
  const accepted: Readonly<Record<string, (value: Json) => boolean>> = {
    temperature: (value) => value === DEFAULT_TEMPERATURE,
    top_p: (value) => typeof value === "number" && topP.includes(value),
    top_k: () => false,
  };
  const problems = SAMPLING_SETTINGS.flatMap((name) => {
    const value = settings[name];
    if (value === undefined || accepted[name]?.(value) === true) return [];
    return [rejected([name], `${entry.id} accepts no \`${name}\`: its sampling cannot be set`, OMIT_HINT)];
  });
  return problems.length > 0 ? problems : checkTogether(entry, settings);
}

function checkFree(entry: ModelEntry, settings: JsonObject, together: boolean): SettingProblem[] {
  const mode = thinkingMode(entry, settings);
  if (mode === null || mode === "disabled") return together ? [] : checkTogether(entry, settings);
  return SAMPLING_SETTINGS.flatMap((name) => {
    const value = settings[name];
    const passes = value === undefined || (name === "top_p" && typeof value === "number" && value >= THINKING_TOP_P);
    return passes ? [] : [rejected([name], `${entry.id} accepts no \`${name}\` while it thinks`, OMIT_HINT)];
  });
}

function checkTogether(entry: ModelEntry, settings: JsonObject): SettingProblem[] {
  if (entry.sampling.together || settings["temperature"] === undefined || settings["top_p"] === undefined) return [];
  return [rejected(["top_p"], `${entry.id} accepts \`temperature\` or \`top_p\`, not both`, "remove one of them")];
}
