import type { JsonObject } from "../domain/json.ts";
import type { RequestShape, SettingProblem } from "../domain/model.ts";
import { findModel } from "./find-model.ts";
import type { ModelEntry } from "./model-entry.ts";
import { outputSchemaFaults } from "./output-schema-rules.ts";
import { checkSampling, SAMPLING_SETTINGS } from "./sampling-rules.ts";
import { OMIT_HINT, rejected } from "./setting-problem.ts";
import { asMap, checkThinking } from "./thinking-rules.ts";

/** The problems that the table knows of `settings` on a model; none for a model that it does not know. */
export function checkSettings(id: string, settings: JsonObject, shape: RequestShape): readonly SettingProblem[] {
  const entry = findModel(id);
  if (entry === null) return [];
  return [
    ...checkMaxTokens(entry, settings),
    ...checkSampling(entry, settings),
    ...checkThinking(entry, settings),
    ...checkTools(entry, settings),
    ...checkFormat(entry, settings),
    ...checkService(entry, settings),
    ...checkShape(entry, settings, shape),
  ];
}

function checkMaxTokens(entry: ModelEntry, settings: JsonObject): SettingProblem[] {
  const value = settings["max_tokens"];
  if (typeof value !== "number" || value <= entry.maxOutputTokens) return [];
  const message = `${entry.id} answers with at most ${entry.maxOutputTokens} tokens, not ${value}`;
  return [rejected(["max_tokens"], message, `lower it to ${entry.maxOutputTokens} or less`, false)];
}

/** `tool_choice` any and tool force a call: several models refuse, and none does while thinking is enabled. */
function checkTools(entry: ModelEntry, settings: JsonObject): SettingProblem[] {
  const type = asMap(settings["tool_choice"])?.["type"];
  if (type !== "any" && type !== "tool") return [];
  const pointer = ["tool_choice", "type"];
  if (entry.forcedTools === false) {
    return [
      rejected(
        pointer,
        `${entry.id} cannot be forced to call a tool`,
        "use `auto`, and ask for the call in the prompt",
      ),
    ];
  }
  if (asMap(settings["thinking"])?.["type"] !== "enabled") return [];
  return [rejected(pointer, "a forced tool call does not go with thinking `enabled`", "use `auto`", false)];
}

function checkFormat(entry: ModelEntry, settings: JsonObject): SettingProblem[] {
  const format = asMap(asMap(settings["output_config"])?.["format"]);
  if (format === null) return [];
  const pointer = ["output_config", "format"];
  if (entry.structuredOutputs === false) {
    return [rejected(pointer, `${entry.id} has no structured outputs`, OMIT_HINT)];
  }
  const hint = "say it in the schema of a `json` check instead: that one may be any JSON Schema";
  return outputSchemaFaults(format["schema"] ?? null).map((fault) =>
    rejected([...pointer, "schema", ...fault.pointer], fault.message, hint, false),
  );
}

function checkService(entry: ModelEntry, settings: JsonObject): SettingProblem[] {
  const problems: SettingProblem[] = [];
  if (settings["speed"] === "fast" && entry.fast === "no") {
    problems.push(rejected(["speed"], `${entry.id} has no fast mode`, OMIT_HINT));
  }
  if (settings["inference_geo"] !== undefined && !entry.inferenceGeo) {
    problems.push(rejected(["inference_geo"], `${entry.id} takes no \`inference_geo\``, OMIT_HINT));
  }
  return problems;
}

function checkShape(entry: ModelEntry, settings: JsonObject, shape: RequestShape): SettingProblem[] {
  const problem = (message: string, hint: string): SettingProblem => rejected([], message, hint, false);
  const problems: SettingProblem[] = [];
  if (shape.hasPrefill && !entry.prefill) {
    const hint = "end with a user message; ask for the form of the answer in the prompt";
    problems.push(problem(`${entry.id} does not continue a final assistant message (prefill)`, hint));
  }
  if (shape.hasSystemRole && !entry.systemRole) {
    problems.push(problem(`${entry.id} takes no \`system\` messages`, "use `system:` beside the messages"));
  }
  const isOldVersion = SAMPLING_SETTINGS.some((name) => settings[name] !== undefined);
  if (shape.hasAssistantDocument && !isOldVersion) {
    problems.push(problem("a document may not stand in an assistant message", "move it into a user message"));
  }
  return problems;
}
