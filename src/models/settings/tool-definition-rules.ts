import { said } from "../../domain/diagnostics/said.ts";
import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";
import type { SettingProblem } from "../../domain/model.ts";
import type { Pointer } from "../../domain/values/problem.ts";
import { listIn, rejected, type SettingRule } from "./setting-rule.ts";

/** What the API takes as the name of a tool (API reference, `tools`). */
const NAME = /^[a-zA-Z0-9_-]{1,128}$/;

/** `tools`: what each of one's own needs, and that no name is there twice. */
export const toolDefinitionRules: SettingRule = ({ settings }) => {
  const tools = listIn(settings, "tools");
  return [...tools.flatMap((tool, index) => definitionProblems(tool, ["tools", index])), ...repeatedNames(tools)];
};

function definitionProblems(tool: Json, pointer: Pointer): SettingProblem[] {
  if (!isJsonObject(tool)) return [rejected(pointer, said("unsupported-setting.tool", { value: tool }))];
  return isCustom(tool) ? [...nameProblems(tool, pointer), ...schemaProblems(tool, pointer)] : [];
}

function isCustom(tool: JsonObject): boolean {
  const type = tool["type"] ?? "custom";
  return type === "custom";
}

function nameProblems(tool: JsonObject, pointer: Pointer): SettingProblem[] {
  const { name } = tool;
  if (typeof name === "string" && NAME.test(name)) return [];
  if (name === undefined || name === null) return [rejected(pointer, said("unsupported-setting.tool-unnamed"))];
  return [rejected([...pointer, "name"], said("unsupported-setting.tool-name", { name }))];
}

function schemaProblems(tool: JsonObject, pointer: Pointer): SettingProblem[] {
  const schema = tool["input_schema"];
  const { name } = tool;
  if (schema === undefined || schema === null)
    return [rejected(pointer, said("unsupported-setting.no-input-schema", { tool: name }))];
  const at = [...pointer, "input_schema"];
  if (!isJsonObject(schema))
    return [rejected(at, said("unsupported-setting.input-schema", { tool: name, value: schema }))];
  if (schema["type"] === "object") return [];
  return [rejected([...at, "type"], said("unsupported-setting.input-type", { tool: name, type: schema["type"] }))];
}

function repeatedNames(tools: readonly Json[]): SettingProblem[] {
  const seen = new Set<Json>();
  return tools.flatMap((tool, index) => {
    const name = isJsonObject(tool) ? (tool["name"] ?? null) : null;
    const isRepeated = name !== null && seen.size === seen.add(name).size;
    if (!isRepeated) return [];
    return [rejected(["tools", index, "name"], said("unsupported-setting.tool-twice", { name }))];
  });
}
