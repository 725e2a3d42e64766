import type { ErrorObject } from "ajv";
import { nearestWord } from "../../base/nearest-word.ts";
import { type Said, said } from "../../domain/diagnostics/said.ts";
import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";
import type { Pointer } from "../../domain/values/problem.ts";
import { loadPatterns } from "./pattern.ts";

/** What is wrong with a schema, and where in it. */
export interface SchemaFault {
  readonly pointer: Pointer;
  readonly at: "key" | "value";
  readonly wrong: Said;
}

/** What the engine knows, and has to say of a schema that is none. */
export interface SchemaEngine {
  readonly keywords: readonly string[];
  readonly formats: readonly string[];
  /** Errors of the last schema that was held against the draft; null: none. */
  readonly errors: readonly ErrorObject[] | null;
}

/**
 * Why a schema does not compile, each fault at its place: what the draft does not allow, keywords, formats and references that
 * are not known, patterns. `words`: how the engine says the first of them, for what is none of these.
 */
export async function schemaFaults(schema: Json, engine: SchemaEngine, words: string): Promise<readonly SchemaFault[]> {
  const broken = engine.errors === null ? [] : brokenRule(engine.errors, schema);
  const parts = [...subschemas(schema, [])];
  const compilePattern = await loadPatterns();
  const found = [
    ...broken,
    ...parts.flatMap((part) => unknownKeywords(part, engine)),
    ...parts.flatMap((part) => strayReferences(part, schema)),
    ...parts.flatMap((part) => unknownFormats(part, engine)),
    ...parts.flatMap(({ pointer, schema: part }) =>
      patternsOf(part).flatMap(({ source, steps, at }) => {
        const compiled = compilePattern(source, "");
        return compiled.ok ? [] : [{ pointer: [...pointer, ...steps], at, wrong: patternFault(compiled.wrong) }];
      }),
    ),
  ];
  if (found.length > 0) return found;
  return [{ pointer: [], at: "value", wrong: said("bad-check-argument.schema", { engine: words }) }];
}

/** One value may have several errors (it is none of the words, and no list either): the one that lists words says most. */
function brokenRule(errors: readonly ErrorObject[], schema: Json): SchemaFault[] {
  const deepest = Math.max(...errors.map(({ instancePath }) => instancePath.length));
  const all = errors.filter(({ instancePath }) => instancePath.length === deepest);
  const [first] = all;
  if (first === undefined) return [];
  const pointer = stepsOf(first.instancePath);
  const got = valueAt(schema, pointer);
  const key = pointer.findLast((step) => typeof step === "string") ?? "";
  const at = "value";
  const words = all.find(({ keyword }) => keyword === "enum");
  if (words !== undefined) {
    const allowed = (words.params as { readonly allowedValues: readonly Json[] }).allowedValues.map(String);
    const nearest = typeof got === "string" ? nearestWord(got, allowed) : null;
    return [{ pointer, at, wrong: said("bad-check-argument.schema-word", { key, got, allowed, nearest }) }];
  }
  const types = all.flatMap(({ keyword, params }) => (keyword === "type" ? [String(params["type"])] : []));
  if (types.length > 0) {
    const wanted = [...new Set(types.flatMap((type) => type.split(",")))];
    return [{ pointer, at, wrong: said("bad-check-argument.schema-type", { key, got, types: wanted }) }];
  }
  return [{ pointer, at, wrong: said("bad-check-argument.schema-rule", { key, rule: first.message ?? "" }) }];
}

interface Part {
  readonly pointer: Pointer;
  readonly schema: JsonObject;
}

/** Keywords under which a schema, a list of them, or a map of them stands. */
const ONE =
  "additionalItems additionalProperties contains contentSchema else if items not propertyNames then unevaluatedItems unevaluatedProperties".split(
    " ",
  );
const LISTS = ["allOf", "anyOf", "oneOf", "prefixItems", "items"];
const MAPS = ["$defs", "definitions", "dependentSchemas", "dependencies", "patternProperties", "properties"];

/** A schema and all schemas in it. */
function* subschemas(value: Json | undefined, pointer: Pointer): Iterable<Part> {
  if (!isJsonObject(value ?? null)) return;
  const schema = value as JsonObject; // it is one
  yield { pointer, schema };
  for (const key of ONE) yield* subschemas(schema[key], [...pointer, key]);
  for (const key of LISTS) {
    const list = schema[key];
    if (!Array.isArray(list)) continue;
    for (const [index, item] of (list as readonly Json[]).entries()) yield* subschemas(item, [...pointer, key, index]);
  }
  for (const key of MAPS) {
    const map = schema[key];
    if (!isJsonObject(map ?? null)) continue;
    for (const [name, item] of Object.entries(map as JsonObject)) yield* subschemas(item, [...pointer, key, name]);
  }
}

function unknownKeywords({ pointer, schema }: Part, { keywords }: SchemaEngine): SchemaFault[] {
  return Object.keys(schema)
    .filter((key) => !keywords.includes(key) && !key.startsWith("x-"))
    .map((key) => ({
      pointer: [...pointer, key],
      at: "key",
      wrong: said("bad-check-argument.schema-keyword", { key, nearest: nearestWord(key, keywords) }),
    }));
}

function unknownFormats({ pointer, schema }: Part, { formats }: SchemaEngine): SchemaFault[] {
  const { format } = schema;
  if (typeof format !== "string" || formats.includes(format)) return [];
  const wrong = said("bad-check-argument.schema-word", {
    key: "format",
    got: format,
    allowed: formats.toSorted(),
    nearest: nearestWord(format, formats),
  });
  return [{ pointer: [...pointer, "format"], at: "value", wrong }];
}

/** References within the schema that lead nowhere; those by name or to elsewhere are the engine's to tell. */
function strayReferences({ pointer, schema }: Part, root: Json): SchemaFault[] {
  const { $ref: reference } = schema;
  if (typeof reference !== "string") return [];
  const isLocal = reference.startsWith("#/");
  if (isLocal && valueAt(root, stepsOf(decodeURIComponent(reference.slice(1)))) !== undefined) return [];
  if (!isLocal && (reference.startsWith("#") || isIdentified(root))) return [];
  const known = [...subschemas(root, [])].flatMap(({ pointer: at }) =>
    at.length > 0 ? [`#/${at.map((step) => String(step).replaceAll("~", "~0").replaceAll("/", "~1")).join("/")}`] : [],
  );
  const nearest = nearestWord(reference, known);
  const wrong = said("bad-check-argument.schema-reference", { reference, nearest });
  return [{ pointer: [...pointer, "$ref"], at: "value", wrong }];
}

/** A schema with ids of its own may be referred to by them. */
function isIdentified(root: Json): boolean {
  return [...subschemas(root, [])].some(({ schema }) => schema["$id"] !== undefined);
}

interface Pattern {
  readonly source: string;
  readonly steps: Pointer;
  readonly at: "key" | "value";
}

function patternsOf(schema: JsonObject): Pattern[] {
  const { pattern, patternProperties } = schema;
  const keys = isJsonObject(patternProperties ?? null) ? Object.keys(patternProperties as JsonObject) : [];
  return [
    ...(typeof pattern === "string" ? [{ source: pattern, steps: ["pattern"], at: "value" } as const] : []),
    ...keys.map((source) => ({ source, steps: ["patternProperties", source], at: "key" }) as const),
  ];
}

/** The words of a pattern, under the code of a schema's. */
function patternFault({ message, hint }: Said): Said {
  return said("bad-check-argument.schema-pattern", { wrong: { message, hint } });
}

function stepsOf(instancePath: string): Pointer {
  return instancePath
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

function valueAt(value: Json, pointer: Pointer): Json | undefined {
  let here: Json | undefined = value;
  for (const step of pointer) {
    if (typeof here !== "object" || here === null) return undefined;
    // A list by its index, a map by its key: whichever it is.
    here = Object.hasOwn(here, step) ? (here as Readonly<Record<string, Json>>)[step] : undefined;
  }
  return here;
}
