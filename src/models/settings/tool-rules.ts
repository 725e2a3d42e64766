import { isJsonObject } from "../../domain/values/json.ts";
import type { SettingProblem } from "../../domain/model.ts";
import {
  anyOf,
  field,
  listIn,
  mapIn,
  OMIT,
  rejected,
  type SettingContext,
  type SettingRule,
  shown,
  warned,
} from "./setting-rule.ts";

const CHOICES: readonly string[] = ["auto", "any", "tool", "none"];

/** `tool_choice`: its kinds, forcing by model, and thinking beside it (docs pages thinking, sonnet-5-5/whats-new). */
export const toolRules: SettingRule = (context) => {
  const choice = field(context.settings, "tool_choice");
  if (choice === undefined) return [];
  const type = isJsonObject(choice) ? choice["type"] : undefined;
  if (typeof type !== "string" || !CHOICES.includes(type)) {
    return [rejected(["tool_choice", "type"], `\`tool_choice.type\` is ${shown(type)}`, `use ${anyOf(CHOICES)}`)];
  }
  if (listIn(context.settings, "tools").length === 0) {
    const hint = "add `tools`, or remove `tool_choice`";
    return [
      rejected(["tool_choice"], "`tool_choice` says which tool to use, and there are no `tools`", hint, [
        "tool_choice",
      ]),
    ];
  }
  const isForced = type === "any" || type === "tool";
  return [...(type === "tool" ? unknownTool(context) : []), ...(isForced ? forcedProblems(context, type) : [])];
};

function forcedProblems({ model, settings }: SettingContext, type: string): SettingProblem[] {
  const pointer = ["tool_choice", "type"];
  if (model.forcedTools === false) {
    const message = `${model.id} cannot be forced to use a tool (\`tool_choice: { type: ${type} }\`)`;
    return [rejected(pointer, message, `use \`auto\` and ask for the tool in the prompt, ${OMIT}`, ["tool_choice"])];
  }
  const thinking = mapIn(settings, "thinking")?.["type"];
  if (thinking === "enabled") {
    const message = `\`tool_choice: { type: ${type} }\` does not go with \`thinking: { type: enabled }\``;
    return [rejected(pointer, message, `use \`auto\`, or remove \`thinking\`, ${OMIT}`, ["tool_choice"])];
  }
  if (model.forcedTools === "unthinking" && thinking === "adaptive") {
    const message = `${model.id} does not think when it is forced to use a tool`;
    return [warned(pointer, message, "use `tool_choice: { type: auto }` if it should think")];
  }
  return [];
}

function unknownTool({ settings }: SettingContext): SettingProblem[] {
  const name = mapIn(settings, "tool_choice")?.["name"];
  const names = listIn(settings, "tools").flatMap((tool) => {
    const known = isJsonObject(tool) ? tool["name"] : null;
    return typeof known === "string" ? [known] : [];
  });
  const pointer = ["tool_choice", "name"];
  if (typeof name !== "string") {
    return [rejected(pointer, "`tool_choice: { type: tool }` needs the tool's `name`", `use ${anyOf(names)}`)];
  }
  if (names.includes(name)) return [];
  const hint = names.length === 0 ? "give the tool under `tools`" : `use ${anyOf(names)}`;
  return [rejected(pointer, `no tool is called \`${name}\``, hint)];
}
