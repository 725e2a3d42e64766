import { createReadStream } from "node:fs";
import type { JsonObject } from "../../domain/json.ts";
import { lineError } from "./data-error.ts";
import type { DataRow } from "./open-rows.ts";

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
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let rest = "";
  let count = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 256 * 1024 })) {
    rest += decodeChunk(decoder, chunk as Uint8Array, { file, line: count + 1 });
    const parts = rest.split("\n");
    rest = parts.pop() ?? "";
    count += parts.length;
    yield* parts;
  }
  if (rest !== "") yield rest;
}

function decodeChunk(decoder: InstanceType<typeof TextDecoder>, chunk: Uint8Array, at: { file: string; line: number }): string {
  try {
    return decoder.decode(chunk, { stream: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw lineError(at, "not-utf8", "the file is not UTF-8 text from about here", "save it as UTF-8");
  }
}

function parseRow(file: string, line: number, text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as JsonObject;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const message = `this line is not JSON: ${error.message}`;
    throw lineError({ file, line }, "bad-row", message, "each line is one JSON object");
  }
  throw lineError({ file, line, column: 1 }, "bad-row", "this line is not a JSON object", 'write {"name": value, …}');
}
