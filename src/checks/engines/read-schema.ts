import { isJsonObject } from "../../domain/values/json.ts";
import { type ArgumentReader, argumentProblem, wrongKind } from "../parts/argument-reader.ts";
import { type CompiledSchema, compileSchema } from "./json-schema.ts";

/** A schema that compiled. */
export type UsableSchema = Extract<CompiledSchema, { ok: true }>;

/** The schema under a key of a check; null (and a problem) if it does not compile. */
export async function readSchema(read: ArgumentReader, key: string): Promise<UsableSchema | null> {
  const schema = read.value(key);
  if (!isJsonObject(schema) && typeof schema !== "boolean") {
    read.reject(key, wrongKind("a-schema", schema));
    return null;
  }
  const compiled = await compileSchema(schema);
  if (compiled.ok) return compiled;
  for (const { pointer, at, wrong } of compiled.faults) {
    read.problems.push({ ...argumentProblem(read.at(key, ...pointer), wrong), at });
  }
  return null;
}
