import { said, type Said } from "../../domain/diagnostics/said.ts";
import { isJsonObject, type JsonObject } from "../../domain/values/json.ts";
import type { SettingProblem } from "../../domain/model.ts";
import type { Pointer } from "../../domain/values/problem.ts";
import { listIn, mapIn, rejected, type SettingContext, type SettingRule } from "./setting-rule.ts";
import { optionalProperties, recursiveRef, subschemas, unionProperties, type Subschema } from "./schema-walk.ts";

/** Limits of one request over its output schema and strict tools (docs page structured-outputs, 2026-08). */
const MAX_STRICT_TOOLS = 20;
const MAX_OPTIONAL = 24;
const MAX_UNIONS = 16;

const FORMATS = ["date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid"];
const BOUNDS = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength"];
/** Keywords that no grammar is made of (docs page structured-outputs names what is: `anyOf`, `allOf`, `$ref`, `enum`, `const`, …). */
const COMBINING = ["oneOf", "not", "if", "then", "else", "dependentSchemas", "dependentRequired", "patternProperties"];
const OTHERS = [
  "propertyNames",
  "prefixItems",
  "contains",
  "unevaluatedProperties",
  "unevaluatedItems",
  "minProperties",
  "maxProperties",
];
const ARRAY_BOUNDS = ["maxItems", "uniqueItems", "minContains", "maxContains"];
const UNSUPPORTED_PATTERN = /\(\?(?:[=!]|<[=!])|\\[1-9]|\\k<|\\b/;

interface OutputSchema {
  readonly pointer: Pointer;
  readonly schema: JsonObject;
}

/** The schemas of `output_config.format` and of strict tools: what the API compiles into a grammar, and what it rejects. */
export const outputSchemaRules: SettingRule = (context) => {
  const schemas = outputSchemas(context);
  return [...schemas.flatMap(schemaProblems), ...countProblems(context, schemas)];
};

function outputSchemas({ settings }: SettingContext): OutputSchema[] {
  const format = mapIn(mapIn(settings, "output_config") ?? {}, "format");
  const schema = format === null ? null : mapIn(format, "schema");
  const tools = strictTools(settings).flatMap(({ tool, index }): OutputSchema[] => {
    const input = mapIn(tool, "input_schema");
    return input === null ? [] : [{ pointer: ["tools", index, "input_schema"], schema: input }];
  });
  return schema === null ? tools : [{ pointer: ["output_config", "format", "schema"], schema }, ...tools];
}

function strictTools(settings: JsonObject): { readonly tool: JsonObject; readonly index: number }[] {
  return listIn(settings, "tools").flatMap((tool, index) =>
    isJsonObject(tool) && tool["strict"] === true ? [{ tool, index }] : [],
  );
}

function schemaProblems({ pointer, schema }: OutputSchema): SettingProblem[] {
  const at: ReportProblem = (path, what) => rejected([...pointer, ...path], what);
  const recursion = recursiveRef(schema);
  if (recursion !== null) {
    return [at(recursion.path, said("unsupported-setting.schema-recursion", { ref: recursion.ref }))];
  }
  return subschemas(schema).flatMap((sub) => [
    ...openObject(sub, at),
    ...references(sub, at),
    ...bounds(sub, at),
    ...stringRules(sub, at),
  ]);
}

type ReportProblem = (path: Pointer, what: Said) => SettingProblem;

function openObject({ path, schema }: Subschema, at: ReportProblem): SettingProblem[] {
  const { type } = schema;
  const isObject =
    type === "object" || (Array.isArray(type) && type.includes("object")) || isJsonObject(schema["properties"]);
  if (!isObject || schema["additionalProperties"] === false) return [];
  const step = schema["additionalProperties"] === undefined ? [] : ["additionalProperties"];
  return [at([...path, ...step], said("unsupported-setting.schema-open"))];
}

function references({ path, schema }: Subschema, at: ReportProblem): SettingProblem[] {
  const ref = schema["$ref"];
  const external =
    typeof ref !== "string" || ref.startsWith("#")
      ? []
      : [at([...path, "$ref"], said("unsupported-setting.schema-outside", { ref }))];
  const mixed = listIn(schema, "allOf").some((part) => isJsonObject(part) && part["$ref"] !== undefined);
  if (!mixed) return external;
  return [...external, at([...path, "allOf"], said("unsupported-setting.schema-all-of"))];
}

function bounds({ path, schema }: Subschema, at: ReportProblem): SettingProblem[] {
  const minItems = schema["minItems"];
  const names = [...BOUNDS, ...ARRAY_BOUNDS, ...COMBINING, ...OTHERS].filter((name) => schema[name] !== undefined);
  const problems = names.map((name) => at([...path, name], said("unsupported-setting.schema-keyword", { name })));
  if (minItems === undefined || minItems === 0 || minItems === 1) return problems;
  return [...problems, at([...path, "minItems"], said("unsupported-setting.schema-min-items"))];
}

function stringRules({ path, schema }: Subschema, at: ReportProblem): SettingProblem[] {
  const { format, pattern } = schema;
  const problems: SettingProblem[] = [];
  if (typeof format === "string" && !FORMATS.includes(format)) {
    problems.push(at([...path, "format"], said("unsupported-setting.schema-format", { format, known: FORMATS })));
  }
  if (typeof pattern === "string" && UNSUPPORTED_PATTERN.test(pattern)) {
    problems.push(at([...path, "pattern"], said("unsupported-setting.schema-pattern")));
  }
  const scalars = listIn(schema, "enum").every((value) => typeof value !== "object" || value === null);
  if (!scalars) problems.push(at([...path, "enum"], said("unsupported-setting.schema-enum")));
  return problems;
}

function countProblems({ settings }: SettingContext, schemas: readonly OutputSchema[]): SettingProblem[] {
  const [first] = schemas;
  if (first === undefined) return [];
  const all = schemas.flatMap(({ schema }) => subschemas(schema));
  const counts = [
    { count: strictTools(settings).length, limit: MAX_STRICT_TOOLS, what: "tools" },
    { count: optionalProperties(all), limit: MAX_OPTIONAL, what: "optional" },
    { count: unionProperties(all), limit: MAX_UNIONS, what: "unions" },
  ] as const;
  return counts.flatMap(({ count, limit, what }) => {
    if (count <= limit) return [];
    const where = what === "tools" ? ["tools"] : first.pointer;
    return [rejected(where, said("unsupported-setting.schema-count", { what, count, limit }))];
  });
}
