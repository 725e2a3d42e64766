import type { JsonObject } from "../../domain/json.ts";
import { lineError } from "./data-error.ts";
import { jsonErrorOffset } from "./json-syntax.ts";
import type { DataRow } from "./data-row.ts";
import { textChunks } from "./text-chunks.ts";

const MAX_LINE_CHARS = 20 * 1024 * 1024;

/** The rows of a JSON Lines file, streamed; blank lines are passed over. */
export async function* readJsonl(file: string): AsyncIterable<DataRow> {
  let line = 0;
  for await (const text of lines(file)) {
    line += 1;
    if (text.trim() !== "") yield { row: parseRow(file, line, text), line };
  }
}

/** The lines of a UTF-8 file without their ends, however long the file. */
async function* lines(file: string): AsyncIterable<string> {
  let rest = "";
  let count = 0;
  for await (const chunk of textChunks(file)) {
    const parts = `${rest}${chunk}`.split("\n");
    rest = parts.pop() ?? "";
    count += parts.length;
    yield* parts;
    if (rest.length <= MAX_LINE_CHARS) continue;
    const message = "this line has more than 20 MB";
    throw lineError({ file, line: count + 1 }, "line-too-long", message, "each line is one JSON object");
  }
  if (rest !== "") yield rest;
}

function parseRow(file: string, line: number, text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as JsonObject;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const column = (jsonErrorOffset(text) ?? 0) + 1;
    const message = `this line is not JSON from column ${column} on`;
    throw lineError({ file, line, column }, "bad-row", message, "each line is one JSON object");
  }
  throw lineError({ file, line, column: 1 }, "bad-row", "this line is not a JSON object", 'write {"name": value, …}');
}
