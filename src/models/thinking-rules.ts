import type { JsonObject } from "../domain/json.ts";
import type { SettingProblem } from "../domain/model.ts";
import type { Effort, ModelEntry, ThinkingMode } from "./model-entry.ts";
import { OMIT_HINT, rejected } from "./setting-problem.ts";

const MIN_BUDGET_TOKENS = 1024;
const ABOVE_HIGH: readonly string[] = ["xhigh", "max"];

/** The mode in force: as written, else what the model does without the field. */
export function thinkingMode(entry: ModelEntry, settings: JsonObject): string | null {
  const type = asMap(settings["thinking"])?.["type"];
  if (typeof type === "string") return type;
  return entry.thinksByDefault ? "adaptive" : null;
}

/** `thinking` and `output_config.effort` (thinking and effort pages). */
export function checkThinking(entry: ModelEntry, settings: JsonObject): SettingProblem[] {
  const thinking = asMap(settings["thinking"]);
  const effort = asMap(settings["output_config"])?.["effort"];
  const mode = thinking?.["type"];
  return [
    ...(thinking === null ? [] : checkMode(entry, mode)),
    ...(mode === "enabled" ? checkBudget(thinking, settings["max_tokens"]) : []),
    ...(effort === undefined || effort === null ? [] : checkEffort(entry, effort, mode)),
  ];
}

function checkMode(entry: ModelEntry, mode: unknown): SettingProblem[] {
  const modes: readonly string[] = entry.thinking;
  if (typeof mode === "string" && modes.includes(mode)) return deprecatedMode(entry, mode);
  const hint = `its modes are: ${modes.join(", ")}`;
  return [rejected(["thinking", "type"], `${entry.id} has no thinking mode ${JSON.stringify(mode ?? null)}`, hint)];
}

function deprecatedMode(entry: ModelEntry, mode: string): SettingProblem[] {
  if (!entry.deprecatedThinking.includes(mode as ThinkingMode)) return []; // one of the modes, as the caller saw
  const message = `thinking mode \`${mode}\` is deprecated on ${entry.id}`;
  return [{ ...rejected(["thinking", "type"], message, "use `adaptive`", false), severity: "warning" }];
}

function checkBudget(thinking: JsonObject | null, maxTokens: unknown): SettingProblem[] {
  const budget = thinking?.["budget_tokens"];
  if (typeof budget !== "number" || budget < MIN_BUDGET_TOKENS) {
    return [rejected(["thinking"], "thinking needs `budget_tokens` of at least 1024", "add or raise it", false)];
  }
  if (typeof maxTokens !== "number" || budget < maxTokens) return [];
  const message = "`budget_tokens` must be below `max_tokens`, which holds thinking and text";
  return [rejected(["thinking", "budget_tokens"], message, "raise `max_tokens`", false)];
}

function checkEffort(entry: ModelEntry, effort: unknown, mode: unknown): SettingProblem[] {
  const pointer = ["output_config", "effort"];
  if (entry.effort === null) return [rejected(pointer, `${entry.id} has no effort levels`, OMIT_HINT)];
  if (!entry.effort.levels.includes(effort as Effort)) {
    const hint = `its levels are: ${entry.effort.levels.join(", ")}`;
    return [rejected(pointer, `${entry.id} has no effort level ${JSON.stringify(effort)}`, hint)];
  }
  if (!ABOVE_HIGH.includes(String(effort)) || !entry.thinkingUpToHigh.includes(mode as ThinkingMode)) return [];
  const message = `${entry.id} accepts thinking \`${String(mode)}\` only up to effort \`high\``;
  return [rejected(pointer, message, "lower the effort, or use `adaptive`", false)];
}

export function asMap(value: unknown): JsonObject | null {
  // Settings are JSON: what is an object and no list is a map.
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}
