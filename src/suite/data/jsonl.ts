import { jsonErrorOffset } from "../../base/json/json-scanner.ts";
import { said } from "../../domain/diagnostics/said.ts";
import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";
import { lineError } from "./data-error.ts";
import { depthTrap, type JsonTrap, valueTrap } from "./json-traps.ts";
import { respelledNumbers } from "./respelled-numbers.ts";
import type { DataRow, RowPage } from "./data-row.ts";
import { textChunks } from "./text-chunks.ts";

const MAX_LINE_CHARS = 20 * 1024 * 1024;

/** The rows of a JSON Lines file, streamed; blank lines are passed over. */
export async function* readJsonl(file: string): AsyncIterable<RowPage> {
  let rest = "";
  let before = 0;
  for await (const chunk of textChunks(file)) {
    const lines = `${rest}${chunk}`.split("\n");
    rest = lines.pop() ?? "";
    yield rowsOf(file, lines, before);
    before += lines.length;
    if (rest.length > MAX_LINE_CHARS) throw lineError({ file, line: before + 1 }, said("line-too-long"));
  }
  if (rest !== "") yield rowsOf(file, [rest], before);
}

/** The rows of lines without their ends. `before`: so many lines of the file come before them. */
function* rowsOf(file: string, lines: readonly string[], before: number): RowPage {
  for (const [index, text] of lines.entries()) {
    if (text.trim() !== "") yield rowOf(file, before + index + 1, text);
  }
}

function rowOf(file: string, line: number, text: string): DataRow {
  const row = parseRow(file, line, text);
  const respelled = respelledNumbers(text, 1);
  if (respelled.length === 0) return { row, line };
  return { row, line, respelled: respelled.map((found) => ({ ...found, at: () => ({ line, column: found.offset + 1 }) })) };
}

function parseRow(file: string, line: number, text: string): JsonObject {
  const value = parseLine(file, line, text);
  if (!isJsonObject(value)) {
    throw lineError({ file, line, column: 1 }, said("bad-row.no-object"));
  }
  const trap = valueTrap(text, value);
  if (trap !== null) throw trapError(file, line, trap);
  return value;
}

function trapError(file: string, line: number, { offset, trap }: JsonTrap): Error {
  return lineError({ file, line, column: offset + 1 }, said("bad-row.trap", trap));
}

function parseLine(file: string, line: number, text: string): Json {
  const trap = depthTrap(text);
  if (trap !== null) throw trapError(file, line, trap);
  try {
    return JSON.parse(text) as Json; // JSON.parse yields JSON
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const column = (jsonErrorOffset(text) ?? 0) + 1;
    throw lineError({ file, line, column }, said("bad-row.no-json", { column }));
  }
}
