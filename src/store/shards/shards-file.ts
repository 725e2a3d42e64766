import { systemWords } from "../../domain/diagnostics/system-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import { MAX_STORED_LEVELS, parseBoundedJson } from "../../base/bounded-json.ts";
import type { ShardsFile } from "../../domain/formats/records.ts";
import { readRegularText } from "../../host/regular-file.ts";
import { replaceFile } from "../../host/replace-file.ts";

/** Some three bytes a case. */
const MAX_BYTES = 200 * 1024 * 1024;

export type ReadShards =
  | { readonly ok: true; readonly file: ShardsFile }
  | { readonly ok: false; readonly message: Sentence };

/** Reads what `plan --shards` wrote, checked against its schema. */
export async function readShardsFile(path: string): Promise<ReadShards> {
  let text: string;
  try {
    text = readRegularText(path, MAX_BYTES);
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    return { ok: false, message: error.code === "ENOENT" ? refusalWords("no-file") : systemWords(error) };
  }
  let value: unknown;
  try {
    value = parseBoundedJson(text, MAX_STORED_LEVELS);
  } catch {
    return { ok: false, message: refusalWords("no-json") };
  }
  const { default: validate } = await import("../generated/shards-validator.js");
  if (validate(value)) return { ok: true, file: value as ShardsFile }; // the schema has just said so
  const [error] = validate.errors ?? [];
  const fault = { pointer: error?.instancePath || "/", keyword: error?.keyword ?? "unknown" };
  return { ok: false, message: refusalWords("no-shards-dealt", fault) };
}

/** Writes it by temporary file and rename, a line a suite. Returns why that failed, or null. */
export function writeShardsFile(path: string, file: ShardsFile): Sentence | null {
  const { suites, ...head } = file;
  const lines = suites.map((suite) => `    ${JSON.stringify(suite)}`).join(",\n");
  const start = Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`);
  try {
    replaceFile(path, `{\n${start.join("")}  "suites": [\n${lines}\n  ]\n}\n`, { durable: true });
    return null;
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    return systemWords(error);
  }
}
