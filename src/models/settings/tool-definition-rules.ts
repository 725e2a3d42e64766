import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";
import type { SettingProblem } from "../../domain/model.ts";
import type { Pointer } from "../../domain/values/problem.ts";
import { listIn, rejected, type SettingRule, shown } from "./setting-rule.ts";

/** What the API takes as the name of a tool (API reference, `tools`). */
const NAME = /^[a-zA-Z0-9_-]{1,128}$/;
const NAME_HINT = "use 1 to 128 letters, digits, `_` and `-`";
const SCHEMA_HINT = "write `input_schema: { type: object, properties: { … } }`; `{ type: object }` takes any input";

/** `tools`: what each of one's own needs, and that no name is there twice. */
export const toolDefinitionRules: SettingRule = ({ settings }) => {
  const tools = listIn(settings, "tools");
  return [...tools.flatMap((tool, index) => definitionProblems(tool, ["tools", index])), ...repeatedNames(tools)];
};

function definitionProblems(tool: Json, pointer: Pointer): SettingProblem[] {
  if (!isJsonObject(tool)) return [rejected(pointer, `a tool is ${shown(tool)}, not a map`, "write `{ name: … }`")];
  return isCustom(tool) ? [...nameProblems(tool, pointer), ...schemaProblems(tool, pointer)] : [];
}

function isCustom(tool: JsonObject): boolean {
  const type = tool["type"] ?? "custom";
  return type === "custom";
}

function nameProblems(tool: JsonObject, pointer: Pointer): SettingProblem[] {
  const { name } = tool;
  if (typeof name === "string" && NAME.test(name)) return [];
  if (name === undefined || name === null) return [rejected(pointer, "a tool needs a `name`", NAME_HINT)];
  return [rejected([...pointer, "name"], `a tool may not be called ${shown(name)}`, NAME_HINT)];
}

function schemaProblems(tool: JsonObject, pointer: Pointer): SettingProblem[] {
  const schema = tool["input_schema"];
  const whose = `the tool ${shown(tool["name"])}`;
  if (schema === undefined || schema === null)
    return [rejected(pointer, `${whose} has no \`input_schema\``, SCHEMA_HINT)];
  const at = [...pointer, "input_schema"];
  if (!isJsonObject(schema)) return [rejected(at, `the \`input_schema\` of ${whose} is ${shown(schema)}`, SCHEMA_HINT)];
  if (schema["type"] === "object") return [];
  const message = `the \`input_schema\` of ${whose} has the type ${shown(schema["type"])}, not \`object\``;
  return [rejected([...at, "type"], message, SCHEMA_HINT)];
}

function repeatedNames(tools: readonly Json[]): SettingProblem[] {
  const seen = new Set<Json>();
  return tools.flatMap((tool, index) => {
    const name = isJsonObject(tool) ? (tool["name"] ?? null) : null;
    const isRepeated = name !== null && seen.size === seen.add(name).size;
    if (!isRepeated) return [];
    return [rejected(["tools", index, "name"], `two tools are called ${shown(name)}`, "give each tool its own `name`")];
  });
}
