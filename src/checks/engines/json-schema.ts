import type { ErrorObject, Options, ValidateFunction } from "ajv";
import { said } from "../../domain/diagnostics/said.ts";
import type { SchemaBroken } from "../../domain/reasons/json.ts";
import { type ExactValue, memberOf } from "../parts/exact-json.ts";
import { EXACT_KEYWORDS, withWhole } from "./exact-keywords.ts";
import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";
import { loadPatterns } from "./pattern.ts";
import { type SchemaCost, schemaCost } from "./schema-cost.ts";
import { type SchemaEngine, type SchemaFault, schemaFaults } from "./schema-faults.ts";
import { showExact, showJson } from "../parts/excerpts.ts";

/** What in a value breaks the schema, or null if it is valid. */
export type SchemaCheck = (json: ExactValue) => SchemaBroken | null;

export type CompiledSchema =
  | { readonly ok: true; readonly check: SchemaCheck; readonly worstNs: SchemaCost }
  | { readonly ok: false; readonly faults: readonly SchemaFault[] };

type Draft = "draft-07" | "2020-12";

/** The part of an Ajv instance that is used here. */
interface Engine {
  compile(schema: object | boolean): ValidateFunction;
  addKeyword(keyword: string): unknown;
  getKeyword(keyword: string): unknown;
  removeSchema(schema?: object): unknown;
  validateSchema(schema: object | boolean): unknown;
  readonly errors?: readonly ErrorObject[] | null | undefined;
  readonly RULES: { readonly keywords: Readonly<Record<string, unknown>> };
  readonly formats: Readonly<Record<string, unknown>>;
}

const engines = new Map<Draft, Promise<Engine>>();
/** Words of OpenAPI and editors that only annotate. */
const ANNOTATIONS = ["example", "markdownDescription", "discriminator", "xml", "externalDocs"];

/**
 * Compiles a JSON Schema: 2020-12 unless its `$schema` says draft-07. Unknown keywords and formats do not compile
 * (but those that begin with `x-`), nor does a `$ref` out of the schema. `pattern` runs in linear time.
 */
export async function compileSchema(written: JsonObject | boolean): Promise<CompiledSchema> {
  const draft = draftOf(written);
  if (draft === null) return { ok: false, faults: [{ ...AT_DRAFT, wrong: said("bad-check-argument.draft") }] };
  const engine = await engineOf(draft);
  const schema = isJsonObject(written) && "$schema" in written ? { ...written, $schema: URIS[draft] } : written;
  try {
    for (const key of annotations(schema)) if (engine.getKeyword(key) === false) engine.addKeyword(key);
    const validate = engine.compile(schema);
    if (isJsonObject(schema)) engine.removeSchema(schema);
    if ("$async" in validate)
      return { ok: false, faults: [{ ...AT_ASYNC, wrong: said("bad-check-argument.async-schema") }] };
    const check: SchemaCheck = (json) =>
      withWhole(json, () => (validate(json.value) ? null : explain(validate.errors ?? [], json)));
    return { ok: true, check, worstNs: schemaCost(schema, await loadPatterns()) };
  } catch (error) {
    if (isJsonObject(schema)) engine.removeSchema(schema);
    const words = error instanceof Error ? error.message : String(error);
    return { ok: false, faults: await schemaFaults(schema, knowledgeOf(engine, schema), words) };
  }
}

const AT_DRAFT = { pointer: ["$schema"], at: "value" } as const;
const AT_ASYNC = { pointer: ["$async"], at: "key" } as const;

/** Holds the schema against its draft once more: the engine threw what it found as one sentence. */
function knowledgeOf(engine: Engine, schema: JsonObject | boolean): SchemaEngine {
  const isValid = engine.validateSchema(schema);
  return {
    keywords: Object.keys(engine.RULES.keywords),
    formats: Object.keys(engine.formats),
    errors: isValid === true ? null : (engine.errors ?? null),
  };
}

/** As the engine spells them; people write both with https and http, with and without `#`. */
const URIS: Readonly<Record<Draft, string>> = {
  "draft-07": "http://json-schema.org/draft-07/schema#",
  "2020-12": "https://json-schema.org/draft/2020-12/schema",
};

function draftOf(schema: JsonObject | boolean): Draft | null {
  const uri = isJsonObject(schema) ? schema["$schema"] : undefined;
  if (uri === undefined) return "2020-12";
  if (typeof uri !== "string") return null;
  if (/^https?:\/\/json-schema\.org\/draft-07\/schema#?$/.test(uri)) return "draft-07";
  return /^https?:\/\/json-schema\.org\/draft\/2020-12\/schema#?$/.test(uri) ? "2020-12" : null;
}

function engineOf(draft: Draft): Promise<Engine> {
  let engine = engines.get(draft);
  if (engine === undefined) {
    engine = loadEngine(draft);
    engines.set(draft, engine);
  }
  return engine;
}

async function loadEngine(draft: Draft): Promise<Engine> {
  const compilePattern = await loadPatterns();
  const linear = (source: string): { test(text: string): boolean; toString(): string } => {
    const compiled = compilePattern(source, "");
    // Ajv tells patterns apart by their text.
    if (compiled.ok) return { test: compiled.pattern.test, toString: () => source };
    const { message, hint } = compiled.wrong;
    throw new Error(`${message}${hint === null ? "" : ` (${hint})`}`);
  };
  // `code` names the function in standalone code, which is never made here.
  const regExp = Object.assign(linear, { code: "linear" });
  const options: Options = {
    allErrors: false,
    // Every value of JavaScript also has `constructor` and `toString`: they are no members of JSON.
    ownProperties: true,
    strict: true,
    strictTypes: false,
    strictTuples: false,
    strictRequired: false,
    allowUnionTypes: true,
    logger: false,
    code: { regExp },
  };
  const [ajv, formats] = await Promise.all([
    draft === "draft-07"
      ? import("ajv").then(({ Ajv }) => new Ajv(options))
      : import("ajv/dist/2020.js").then(({ Ajv2020 }) => new Ajv2020(options)),
    import("ajv-formats"),
  ]);
  formats.default.default(ajv);
  for (const exact of EXACT_KEYWORDS) ajv.removeKeyword(String(exact.keyword)).addKeyword(exact);
  for (const keyword of ANNOTATIONS) if (ajv.getKeyword(keyword) === false) ajv.addKeyword(keyword);
  return ajv;
}

function annotations(schema: Json): readonly string[] {
  return keysWithin(schema).filter((key) => key.startsWith("x-"));
}

function keysWithin(value: Json): string[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(keysWithin);
  return Object.entries(value).flatMap(([key, member]) => [key, ...keysWithin(member)]);
}

/** The last error is the outermost: a failed `anyOf` comes after the errors of its branches. */
function explain(errors: readonly ErrorObject[], json: ExactValue): SchemaBroken {
  const error = errors.at(-1);
  const at = error?.instancePath ?? "";
  // What keywords ask for stands in the schema, or is made of it: JSON.
  const params = (error?.params ?? {}) as Readonly<Record<string, Json>>;
  return {
    code: "schema.broken",
    at,
    keyword: error?.keyword ?? null,
    params: Object.fromEntries(Object.entries(params).map(([name, value]) => [name, shownParam(name, value)])),
    got: showExact(valueAt(json, at)),
  };
}

/** Params that are values, of the schema or of a person; the others are names and limits. */
const VALUES = ["additionalProperty", "unevaluatedProperty", "allowedValue", "allowedValues"];

function shownParam(name: string, value: Json): string | number {
  if (VALUES.includes(name)) return showJson(value);
  if (typeof value === "number" || typeof value === "string") return value;
  return Array.isArray(value) ? value.join(",") : showJson(value);
}

function valueAt(whole: ExactValue, instancePath: string): ExactValue {
  const steps = instancePath.split("/").slice(1);
  return steps.reduce((here, step) => memberOf(here.value, step.replaceAll("~1", "/").replaceAll("~0", "~")), whole);
}
