import { said } from "../../domain/diagnostics/said.ts";
import type { SettingProblem } from "../../domain/model.ts";
import { mapIn, rejected, type SettingContext, type SettingRule } from "./setting-rule.ts";
import { apiVersionOf } from "./api-version.ts";
import { thinks } from "./thinking-rules.ts";

/** What messages may hold: prefill, `system` turns, documents in assistant turns. Removing a setting rarely cures these. */
export const messageRules: SettingRule = (context) => [
  ...prefillProblems(context),
  ...systemRoleProblems(context),
  ...assistantDocumentProblems(context),
];

/** Prefill ended with the 4.6 generation; before, it needs thinking off and no output format (docs pages model-deprecations, structured-outputs). */
function prefillProblems(context: SettingContext): SettingProblem[] {
  const { model, settings, shape } = context;
  if (!shape.hasPrefill) return [];
  if (!model.prefill) {
    return [rejected(["messages"], said("unsupported-setting.prefill", { model: model.id }))];
  }
  if (thinks(context)) {
    return [rejected(["messages"], said("unsupported-setting.prefill-thinking", { model: model.id }), ["thinking"])];
  }
  if (mapIn(settings, "output_config")?.["format"] === undefined) return [];
  return [rejected(["messages"], said("unsupported-setting.prefill-format"), ["output_config.format"])];
}

function systemRoleProblems({ model, shape }: SettingContext): SettingProblem[] {
  if (!shape.hasSystemRole || model.systemRole) return [];
  return [rejected(["messages"], said("unsupported-setting.system-role", { model: model.id }))];
}

function assistantDocumentProblems({ settings, shape }: SettingContext): SettingProblem[] {
  if (!shape.hasAssistantDocument || apiVersionOf(settings) === "2023-06-01") return [];
  return [rejected(["messages"], said("unsupported-setting.assistant-document"))];
}
