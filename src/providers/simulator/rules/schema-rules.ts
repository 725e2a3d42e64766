import { isJsonObject, type Json, type JsonObject } from "../../../domain/values/json.ts";
import { textField } from "../../../domain/values/json-fields.ts";
import { type Draft, extraField, firstOf, listOf, type Rule } from "./draft.ts";

export const schemaRules: readonly Rule[] = [checkFormat, checkStrictTools];

const KEYWORDS: ReadonlySet<string> = new Set(
  (
    "type properties required additionalProperties items enum const anyOf allOf $ref $defs definitions default " +
    "title description format pattern minItems $schema examples"
  ).split(" "),
);
const FORMATS = ["date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid"];
const UNSUPPORTED_PATTERN = /\(\?[=!<]|\\[1-9]|\\b/i;
const MAX_OPTIONAL = 24;
const MAX_UNIONS = 16;

function checkFormat(draft: Draft): string | null {
  const config = draft.body["output_config"];
  const format = isJsonObject(config) ? (config["format"] ?? null) : null;
  if (format === null) return null;
  const at = "output_config.format";
  if (!isJsonObject(format)) return `${at}: Input should be an object`;
  if (format["type"] !== "json_schema") return `${at}.type: Input should be 'json_schema'`;
  if (!draft.rules.structuredOutputs) return `${at}: not supported for this model`;
  const extra = extraField(format, ["type", "schema"], at);
  if (extra !== null) return extra;
  const { schema } = format;
  if (!isJsonObject(schema)) return `${at}.schema: Field required`;
  return checkCitations(draft.body) ?? checkSchema(schema, `${at}.schema`);
}

/** The input of a strict tool is held to the same grammar. */
function checkStrictTools({ body }: Draft): string | null {
  return firstOf(listOf(body["tools"]), (tool, index) => {
    const schema = isJsonObject(tool) && tool["strict"] === true ? tool["input_schema"] : undefined;
    return isJsonObject(schema) ? checkSchema(schema, `tools.${index}.custom.input_schema`) : null;
  });
}

function checkCitations(body: JsonObject): string | null {
  const cites = JSON.stringify(body["messages"]).includes('"citations":{"enabled":true}');
  return cites ? "output_config.format: cannot be combined with citations" : null;
}

function checkSchema(root: JsonObject, at: string): string | null {
  const tally = { optional: 0, unions: 0 };
  const wrong = checkNode(root, at, { root, tally, refs: [] });
  if (wrong !== null) return wrong;
  return tally.optional > MAX_OPTIONAL || tally.unions > MAX_UNIONS
    ? `${at}: Schema is too complex for compilation.`
    : null;
}

interface Walk {
  readonly root: JsonObject;
  readonly tally: { optional: number; unions: number };
  /** The references being followed: one that comes back is a recursion. */
  readonly refs: readonly string[];
}

function checkNode(node: Json, at: string, walk: Walk): string | null {
  if (!isJsonObject(node)) return typeof node === "boolean" ? null : `${at}: Input should be an object`;
  const unknown = Object.keys(node).find((key) => !KEYWORDS.has(key));
  if (unknown !== undefined)
    return `${at}: For '${textField(node, "type") ?? "schema"}' type, property '${unknown}' is not supported`;
  return checkKeywords(node, at) ?? checkReference(node, at, walk) ?? checkChildren(node, at, walk);
}

function checkKeywords(node: JsonObject, at: string): string | null {
  const properties = node["properties"];
  if ((node["type"] === "object" || properties !== undefined) && node["additionalProperties"] !== false)
    return `${at}: For 'object' type, 'additionalProperties' must be explicitly set to false`;
  if (typeof node["minItems"] === "number" && node["minItems"] > 1)
    return `${at}: For 'array' type, 'minItems' values other than 0 or 1 are not supported`;
  if (typeof node["format"] === "string" && !FORMATS.includes(node["format"]))
    return `${at}: format '${node["format"]}' is not supported`;
  if (typeof node["pattern"] === "string" && UNSUPPORTED_PATTERN.test(node["pattern"]))
    return `${at}: pattern uses an unsupported construct`;
  const hasCompound = listOf(node["enum"]).some((value) => typeof value === "object" && value !== null);
  return hasCompound ? `${at}: 'enum' values must be scalars` : null;
}

function checkReference(node: JsonObject, at: string, walk: Walk): string | null {
  const ref = node["$ref"];
  if (typeof ref !== "string") return null;
  if (!ref.startsWith("#")) return `${at}: external $ref is not supported`;
  if (walk.refs.includes(ref)) return `${at}: recursive schemas are not supported`;
  const target = resolve(walk.root, ref);
  return target === null
    ? `${at}: $ref '${ref}' not found`
    : checkNode(target, at, { ...walk, refs: [...walk.refs, ref] });
}

/** The node of a document that an internal `$ref` names (RFC 6901), or null. */
export function resolve(root: JsonObject, ref: string): Json | null {
  let node: Json = root;
  for (const step of ref.split("/").slice(1)) {
    const key = decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~");
    if (!isJsonObject(node) || !Object.hasOwn(node, key)) return null;
    node = node[key] ?? null;
  }
  return node;
}

function checkChildren(node: JsonObject, at: string, walk: Walk): string | null {
  const properties = isJsonObject(node["properties"]) ? Object.entries(node["properties"]) : [];
  const required = listOf(node["required"]);
  walk.tally.optional += properties.filter(([name]) => !required.includes(name)).length;
  const branches = listOf(node["anyOf"]);
  if (branches.length > 0 || Array.isArray(node["type"])) walk.tally.unions++;
  const all = listOf(node["allOf"]);
  if (all.some((branch) => isJsonObject(branch) && branch["$ref"] !== undefined))
    return `${at}: 'allOf' with $ref is not supported`;
  const children: readonly (readonly [string, Json])[] = [
    ...properties.map(([name, child]) => [`properties.${name}`, child] as const),
    ...[...branches, ...all].map((child, index) => [`branch.${index}`, child] as const),
    ...(node["items"] === undefined ? [] : [["items", node["items"]] as const]),
  ];
  return firstOf(children, ([name, child]) => checkNode(child, `${at}.${name}`, walk));
}
