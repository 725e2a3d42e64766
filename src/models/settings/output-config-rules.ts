import { said } from "../../domain/diagnostics/said.ts";
import { isJsonObject } from "../../domain/values/json.ts";
import type { SettingProblem } from "../../domain/model.ts";
import { hasBeta, needsBeta } from "./beta-header.ts";
import { field, mapIn, rejected, type SettingContext, type SettingRule } from "./setting-rule.ts";
import { nearestWord } from "../../base/nearest-word.ts";

const KNOWN = ["effort", "format", "task_budget"];
/** SDK 1.14.0, `BetaOutputConfig`. */
const BUDGET_HEADER = "task-budgets-2026-03-13";

/** `output_config`: effort by model, and whether structured outputs are there (docs pages effort, structured-outputs). */
export const outputConfigRules: SettingRule = (context) => {
  const config = field(context.settings, "output_config");
  if (config === undefined) return [];
  if (!isJsonObject(config)) {
    const what = { name: "output_config", value: config, example: "{ effort: high }" };
    return [rejected(["output_config"], said("unsupported-setting.no-map", what))];
  }
  return [
    ...Object.keys(config).flatMap((name) => (KNOWN.includes(name) ? [] : [unknownKey(name)])),
    ...budgetProblems(context),
    ...effortProblems(context),
    ...formatProblems(context),
  ];
};

function unknownKey(name: string): SettingProblem {
  const what = said("unsupported-setting.output-config", { name, nearest: nearestWord(name, KNOWN), known: KNOWN });
  return rejected(["output_config", name], what, [`output_config.${name}`]);
}

function budgetProblems({ settings, shape }: SettingContext): SettingProblem[] {
  const budget = mapIn(settings, "output_config")?.["task_budget"] ?? null;
  if (budget === null || hasBeta(shape, BUDGET_HEADER)) return [];
  const name = "output_config.task_budget";
  return [needsBeta(["output_config", "task_budget"], name, BUDGET_HEADER, [name])];
}

function effortProblems({ model, settings }: SettingContext): SettingProblem[] {
  const effort = mapIn(settings, "output_config")?.["effort"];
  if (effort === undefined || effort === null) return [];
  const pointer = ["output_config", "effort"];
  const cure = ["output_config.effort"];
  if (model.effort === null) {
    return [rejected(pointer, said("unsupported-setting.no-effort", { model: model.id }), cure)];
  }
  if (model.effort.levels.some((level) => level === effort)) return [];
  const what = { model: model.id, effort, levels: model.effort.levels };
  return [rejected(pointer, said("unsupported-setting.effort", what), cure)];
}

function formatProblems({ model, settings }: SettingContext): SettingProblem[] {
  const format = mapIn(settings, "output_config")?.["format"];
  if (format === undefined || format === null) return [];
  const pointer = ["output_config", "format"];
  if (model.structuredOutputs === false) {
    const what = said("unsupported-setting.structured-outputs", { model: model.id });
    return [rejected(pointer, what, ["output_config.format"])];
  }
  if (isJsonObject(format) && format["type"] === "json_schema" && isJsonObject(format["schema"])) return [];
  return [rejected(pointer, said("unsupported-setting.format", { value: format }))];
}
