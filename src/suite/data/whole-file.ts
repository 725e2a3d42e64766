import { readFileSync, statSync } from "node:fs";
import type { JsonObject } from "../../domain/json.ts";
import { parseYaml } from "../yaml-source.ts";
import { fileError, lineError } from "./data-error.ts";
import type { DataRow } from "./open-rows.ts";

const MAX_BYTES = 20 * 1024 * 1024;

/** The rows of a JSON or YAML file: a list of maps, read whole, at most 20 MB. */
export async function* readWhole(file: string): AsyncIterable<DataRow> {
  const { size } = statSync(file);
  if (size > MAX_BYTES) {
    const message = `the file has ${(size / 1024 / 1024).toFixed(1)} MB; a JSON or YAML data file may have 20 MB`;
    throw fileError(file, "file-too-large", message, "write it as JSON Lines (.jsonl) or CSV: both are streamed");
  }
  const parsed = parseYaml(readFileSync(file, "utf8"));
  if (!parsed.ok) {
    const [problem] = parsed.problems;
    throw fileError(file, problem?.code ?? "bad-data", problem?.message ?? "unreadable", problem?.hint ?? "check it");
  }
  const { source } = parsed;
  const { value } = source;
  if (!Array.isArray(value)) throw fileError(file, "bad-data", "a data file is a list of maps", "begin rows with `- `");
  for (const [index, row] of value.entries()) {
    const { line } = source.position(source.range([index], "value").start);
    if (typeof row !== "object" || row === null || Array.isArray(row)) {
      throw lineError({ file, line }, "bad-row", "a row is a map of variables", "write `name: value` pairs");
    }
    yield { row: row as JsonObject, line };
  }
}
