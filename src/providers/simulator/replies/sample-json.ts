import { ownMember } from "../../../base/own-member.ts";
import { isJsonObject, type Json, type JsonObject } from "../../../domain/values/json.ts";
import { listOf } from "../rules/draft.ts";
import { resolve } from "../rules/schema-rules.ts";

const BY_TYPE: Readonly<Record<string, Json>> = {
  string: "text",
  number: 0,
  integer: 0,
  boolean: true,
  null: null,
  array: [],
};

/** The least JSON that is valid under a simple schema: constants, first choices, required properties only. */
export function sampleOf(schema: Json, root: JsonObject): Json {
  if (!isJsonObject(schema)) return null;
  if (schema["const"] !== undefined) return schema["const"];
  if (schema["default"] !== undefined) return schema["default"];
  const [choice] = listOf(schema["enum"]);
  if (choice !== undefined) return choice;
  if (typeof schema["$ref"] === "string") return sampleOf(resolve(root, schema["$ref"]), root);
  const [branch] = [...listOf(schema["anyOf"]), ...listOf(schema["allOf"])];
  if (branch !== undefined) return sampleOf(branch, root);
  const type = Array.isArray(schema["type"]) ? listOf(schema["type"])[0] : schema["type"];
  if (type === "array" && Number(schema["minItems"] ?? 0) > 0) return [sampleOf(schema["items"] ?? null, root)];
  if (type === "object" || isJsonObject(schema["properties"])) return sampleObject(schema, root);
  return typeof type === "string" ? (ownMember(BY_TYPE, type) ?? null) : null;
}

function sampleObject(schema: JsonObject, root: JsonObject): JsonObject {
  const properties = isJsonObject(schema["properties"]) ? schema["properties"] : {};
  const names = listOf(schema["required"]).filter((name) => typeof name === "string");
  return Object.fromEntries(names.map((name) => [name, sampleOf(properties[name] ?? null, root)]));
}
