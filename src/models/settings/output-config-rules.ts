import { isJsonObject } from "../../domain/values/json.ts";
import type { SettingProblem } from "../../domain/model.ts";
import { hasBeta, needsBeta } from "./beta-header.ts";
import { anyOf, field, mapIn, OMIT, rejected, type SettingContext, type SettingRule, shown } from "./setting-rule.ts";
import { nearestWord } from "../../base/nearest-word.ts";

const KNOWN = ["effort", "format", "task_budget"];
/** SDK 1.14.0, `BetaOutputConfig`. */
const BUDGET_HEADER = "task-budgets-2026-03-13";

/** `output_config`: effort by model, and whether structured outputs are there (docs pages effort, structured-outputs). */
export const outputConfigRules: SettingRule = (context) => {
  const config = field(context.settings, "output_config");
  if (config === undefined) return [];
  if (!isJsonObject(config)) {
    return [
      rejected(["output_config"], `\`output_config\` is ${shown(config)}, not a map`, "write `{ effort: high }`"),
    ];
  }
  return [
    ...Object.keys(config).flatMap((name) => (KNOWN.includes(name) ? [] : [unknownKey(name)])),
    ...budgetProblems(context),
    ...effortProblems(context),
    ...formatProblems(context),
  ];
};

function unknownKey(name: string): SettingProblem {
  const nearest = nearestWord(name, KNOWN);
  const known = nearest === null ? `it has ${anyOf(KNOWN)}` : `did you mean \`${nearest}\`?`;
  const hint = `${known}; what is newer goes in by \`request: { output_config: { ${name}: … } }\``;
  return rejected(["output_config", name], `\`output_config\` has no \`${name}\``, hint, [`output_config.${name}`]);
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
    return [rejected(pointer, `${model.id} has no effort levels`, `remove it for this model, ${OMIT}`, cure)];
  }
  if (model.effort.levels.some((level) => level === effort)) return [];
  const message = `${model.id} has no effort ${shown(effort)}`;
  return [rejected(pointer, message, `use ${anyOf(model.effort.levels)}, ${OMIT}`, cure)];
}

function formatProblems({ model, settings }: SettingContext): SettingProblem[] {
  const format = mapIn(settings, "output_config")?.["format"];
  if (format === undefined || format === null) return [];
  const pointer = ["output_config", "format"];
  if (model.structuredOutputs === false) {
    const message = `${model.id} has no structured outputs`;
    return [rejected(pointer, message, `ask for JSON in the prompt, ${OMIT}`, ["output_config.format"])];
  }
  if (isJsonObject(format) && format["type"] === "json_schema" && isJsonObject(format["schema"])) return [];
  return [
    rejected(pointer, `\`output_config.format\` is ${shown(format)}`, "write `{ type: json_schema, schema: … }`"),
  ];
}
