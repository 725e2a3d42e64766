import { isJsonObject, type Json, type JsonObject } from "../../../domain/values/json.ts";
import { textField } from "../../../domain/values/json-fields.ts";
import { type Draft, extraField, firstOf, listOf, type Rule } from "./draft.ts";
import { reportExtra, reportTag } from "./known-names.ts";
import { apiToolName, toolFields, TOOL_TYPES } from "./tool-types.ts";

export const toolRules: readonly Rule[] = [checkTools, checkToolChoice];

const NAME = /^[a-zA-Z0-9_-]{1,128}$/;
const MAX_STRICT = 20;

function checkTools(draft: Draft): string | null {
  const tools = listOf(draft.body["tools"]);
  const wrong = firstOf(tools, (tool, index) => checkTool(tool, index, draft));
  if (wrong !== null) return wrong;
  const names = tools.map((tool) => (isJsonObject(tool) ? textField(tool, "name") : null));
  const twice = names.find((name, index) => name !== null && names.indexOf(name) < index);
  if (twice !== undefined) return "tools: Tool names must be unique.";
  const strict = tools.filter((tool) => isJsonObject(tool) && tool["strict"] === true).length;
  return strict > MAX_STRICT ? `tools: at most ${MAX_STRICT} strict tools are allowed` : null;
}

function checkTool(tool: Json, index: number, draft: Draft): string | null {
  const at = `tools.${index}`;
  if (!isJsonObject(tool)) return `${at}: Input should be an object`;
  const type = tool["type"] ?? "custom";
  if (typeof type !== "string") return `${at}.type: Input should be a valid string`;
  if (reportTag(type, TOOL_TYPES, at, draft)) reportExtra(tool, toolFields(type), `${at}.${type}`, draft);
  return type === "custom" ? checkCustomTool(tool, at) : checkApiTool(tool, type, at);
}

/** The API's own tools have the names that their types give them (SDK: `name` of each is one literal). */
function checkApiTool(tool: JsonObject, type: string, at: string): string | null {
  const wanted = apiToolName(type);
  if (wanted === null || tool["name"] === wanted) return null;
  return tool["name"] === undefined
    ? `${at}.${type}.name: Field required`
    : `${at}.${type}.name: Input should be '${wanted}'`;
}

function checkCustomTool(tool: JsonObject, at: string): string | null {
  const name = textField(tool, "name");
  if (name === null) return `${at}.custom.name: Field required`;
  if (!NAME.test(name)) return `${at}.custom.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'`;
  const schema = tool["input_schema"];
  if (!isJsonObject(schema)) return `${at}.custom.input_schema: Field required`;
  return schema["type"] === "object" ? null : `${at}.custom.input_schema.type: Input should be 'object'`;
}

const CHOICE_FIELDS: Readonly<Record<string, readonly string[]>> = {
  auto: ["type", "disable_parallel_tool_use"],
  any: ["type", "disable_parallel_tool_use"],
  tool: ["type", "name", "disable_parallel_tool_use"],
  none: ["type"],
};

function checkToolChoice({ body, rules }: Draft): string | null {
  const choice = body["tool_choice"];
  if (!isJsonObject(choice)) return null;
  const type = textField(choice, "type") ?? "";
  const fields = Object.hasOwn(CHOICE_FIELDS, type) ? CHOICE_FIELDS[type] : undefined;
  if (fields === undefined)
    return `tool_choice: Input tag '${type}' found using 'type' does not match any of the expected tags`;
  const extra = extraField(choice, fields, `tool_choice.${type}`);
  if (extra !== null) return extra;
  const tools = listOf(body["tools"]);
  if (tools.length === 0) return "tool_choice: may only be specified while providing tools.";
  if (type !== "any" && type !== "tool") return null;
  if (!rules.forcedTools) return 'tool_choice: type "tool" and "any" are not supported for this model.';
  const thinking = isJsonObject(body["thinking"]) ? body["thinking"]["type"] : undefined;
  if (thinking === "enabled") return "Thinking may not be enabled when tool_choice forces tool use.";
  const known = tools.some((tool) => isJsonObject(tool) && tool["name"] === choice["name"]);
  return type === "tool" && !known
    ? `tool_choice: Tool '${textField(choice, "name") ?? ""}' not found in provided tools`
    : null;
}
