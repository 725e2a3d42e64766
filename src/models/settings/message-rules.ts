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
    const message = `${model.id} does not continue an assistant message: the last message must be the user's`;
    const hint =
      "remove the last assistant message; to shape the answer, say so in the prompt or use `output_config.format`";
    return [rejected(["messages"], message, hint)];
  }
  if (thinks(context)) {
    const message = `${model.id} does not continue an assistant message while it thinks`;
    return [rejected(["messages"], message, "remove the last assistant message, or `thinking`", ["thinking"])];
  }
  if (mapIn(settings, "output_config")?.["format"] === undefined) return [];
  const message = "a last assistant message does not go with `output_config.format`";
  return [rejected(["messages"], message, "remove one of the two", ["output_config.format"])];
}

function systemRoleProblems({ model, shape }: SettingContext): SettingProblem[] {
  if (!shape.hasSystemRole || model.systemRole) return [];
  const message = `${model.id} does not take \`system\` messages in the conversation`;
  return [rejected(["messages"], message, "put the text into `system:`, or into a user message")];
}

function assistantDocumentProblems({ settings, shape }: SettingContext): SettingProblem[] {
  if (!shape.hasAssistantDocument || apiVersionOf(settings) === "2023-06-01") return [];
  const message = "a `document` in an assistant message is rejected since anthropic-version 2026-10-21";
  return [rejected(["messages"], message, "put the document into a user message")];
}
