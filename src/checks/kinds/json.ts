import type { CheckKind, Prepared } from "../../domain/check.ts";
import { isJsonObject, type Json } from "../../domain/values/json.ts";
import type { Problem } from "../../domain/values/problem.ts";
import { ArgumentReader } from "../parts/argument-reader.ts";
import { findJson, withoutJson, worstFindingNs } from "../text/find-json.ts";
import { type CompiledSchema, compileSchema } from "../engines/json-schema.ts";
import { describeJson, fail, pass, showExact } from "../parts/verdict.ts";

/** The text holds JSON, valid under the schema if there is one. */
export const json: CheckKind = { type: "json", prepare };

async function prepare(args: Json): Promise<Prepared | readonly Problem[]> {
  const read = new ArgumentReader(args === true ? {} : args, "value", ["schema", "strict"]);
  if (!isJsonObject(args) && args !== true) {
    return [
      {
        code: "bad-check-argument",
        pointer: [],
        message: `expected true or { schema, strict }, got ${describeJson(args)}`,
        hint: args === false ? "write `not: { json: true }`" : null,
      },
    ];
  }
  const strict = read.flag("strict", false);
  const schema = read.has("schema") ? await readSchema(read, "schema") : null;
  if (read.problems.length > 0) return read.problems;
  const check = schema?.check ?? null;
  return {
    worstNs: ({ text }) => worstFindingNs(text) + (schema?.worstNs(text.length) ?? 0),
    grade: ({ text }) => {
      const json = findJson(text, strict);
      if (!json.found) return withoutJson(json);
      const wrong = check === null ? null : check(json);
      return wrong === null
        ? pass(`the text holds ${check === null ? "" : "valid "}JSON: ${showExact(json)}`)
        : fail(wrong);
    },
  };
}

/** A schema that compiled. */
export type UsableSchema = Extract<CompiledSchema, { ok: true }>;

/** The schema under a key of a check; null (and a problem) if it does not compile. */
export async function readSchema(read: ArgumentReader, key: string): Promise<UsableSchema | null> {
  const schema = read.value(key);
  if (!isJsonObject(schema) && typeof schema !== "boolean") {
    read.reject(key, `expected a JSON Schema, got ${describeJson(schema)}`);
    return null;
  }
  const compiled = await compileSchema(schema);
  if (compiled.ok) return compiled;
  read.reject(key, compiled.message, "the schema is JSON Schema 2020-12, or draft-07 if its `$schema` says so");
  return null;
}
