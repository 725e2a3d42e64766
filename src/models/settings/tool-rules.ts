import { said } from "../../domain/diagnostics/said.ts";
import { isJsonObject } from "../../domain/values/json.ts";
import type { SettingProblem } from "../../domain/model.ts";
import { field, listIn, mapIn, rejected, type SettingContext, type SettingRule, warned } from "./setting-rule.ts";

const CHOICES: readonly string[] = ["auto", "any", "tool", "none"];

/** `tool_choice`: its kinds, forcing by model, and thinking beside it (docs pages thinking, sonnet-5-5/whats-new). */
export const toolRules: SettingRule = (context) => {
  const choice = field(context.settings, "tool_choice");
  if (choice === undefined) return [];
  const type = isJsonObject(choice) ? choice["type"] : undefined;
  if (typeof type !== "string" || !CHOICES.includes(type)) {
    const what = { name: "tool_choice.type", value: type, allowed: CHOICES };
    return [rejected(["tool_choice", "type"], said("unsupported-setting.choice", what))];
  }
  if (listIn(context.settings, "tools").length === 0) {
    return [rejected(["tool_choice"], said("unsupported-setting.no-tools"), ["tool_choice"])];
  }
  const isForced = type === "any" || type === "tool";
  return [...(type === "tool" ? unknownTool(context) : []), ...(isForced ? forcedProblems(context, type) : [])];
};

function forcedProblems({ model, settings }: SettingContext, type: string): SettingProblem[] {
  const pointer = ["tool_choice", "type"];
  if (model.forcedTools === false) {
    return [rejected(pointer, said("unsupported-setting.forced-tool", { model: model.id, type }), ["tool_choice"])];
  }
  const thinking = mapIn(settings, "thinking")?.["type"];
  if (thinking === "enabled") {
    return [rejected(pointer, said("unsupported-setting.forced-thinking", { type }), ["tool_choice"])];
  }
  if (model.forcedTools === "unthinking" && thinking === "adaptive") {
    return [warned(pointer, said("ineffective-setting.forced-tool", { model: model.id }))];
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
    return [rejected(pointer, said("unsupported-setting.chosen-unnamed", { names }))];
  }
  if (names.includes(name)) return [];
  return [rejected(pointer, said("unsupported-setting.chosen-unknown", { name, names }))];
}
