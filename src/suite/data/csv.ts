import { createReadStream } from "node:fs";
import type { Json, JsonObject } from "../../domain/json.ts";
import { lineError } from "./data-error.ts";
import type { ColumnType, DataRow } from "./open-rows.ts";

/** Both ends of line, even mixed in one file. */
const RECORD_ENDS = ["\r\n", "\n"];

interface CsvRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** The rows of a CSV file (RFC 4180, UTF-8, a byte-order mark allowed), streamed. The first line names the columns. */
export async function* readCsv(file: string, types: Readonly<Record<string, ColumnType>>): AsyncIterable<DataRow> {
  const { parse, CsvError } = await import("csv-parse");
  const parser = createReadStream(file).pipe(parse({ bom: true, info: true, relax_column_count: true, record_delimiter: RECORD_ENDS }));
  let header: readonly string[] | null = null;
  let lastLine = 0;
  try {
    for await (const item of parser) {
      const { record, info } = item as CsvRecord; // what `info: true` makes csv-parse yield
      const line = lastLine + 1;
      lastLine = info.lines;
      if (header === null) header = checkedHeader(record, types, file);
      else yield { row: toRow(header, record, types, { file, line }), line };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw lineError({ file, line: lastLine + 1 }, "bad-row", error.message, "check the quotes of this row");
  }
}

function checkedHeader(
  names: readonly string[],
  types: Readonly<Record<string, ColumnType>>,
  file: string,
): readonly string[] {
  const at = { file, line: 1 };
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw lineError(at, "bad-header", `two columns are called \`${twice}\``, "rename one of them");
  }
  if (names.includes("")) throw lineError(at, "bad-header", "a column has no name", "name every column");
  const stray = Object.keys(types).find((name) => !names.includes(name));
  if (stray !== undefined) {
    const message = `\`types\` names a column \`${stray}\` that the file does not have`;
    throw lineError(at, "bad-header", message, `its columns are: ${names.join(", ")}`);
  }
  return names;
}

function toRow(
  header: readonly string[],
  record: readonly string[],
  types: Readonly<Record<string, ColumnType>>,
  at: { readonly file: string; readonly line: number },
): JsonObject {
  if (record.length !== header.length) {
    const message = `this row has ${record.length} values; the header has ${header.length}`;
    throw lineError(at, "ragged-row", message, "quote values that hold a comma or a line break");
  }
  return Object.fromEntries(
    header.map((name, index) => {
      const text = record[index] ?? "";
      const value = typedValue(text, types[name] ?? "string");
      if (value !== undefined) return [name, value];
      const message = `\`${text}\` in column \`${name}\` is not a ${types[name] ?? "string"}`;
      throw lineError(at, "bad-cell", message, "correct the cell, or its `types` entry");
    }),
  );
}

function typedValue(text: string, type: ColumnType): Json | undefined {
  switch (type) {
    case "string":
      return text;
    case "number":
      return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : undefined;
    case "boolean":
      return text === "true" ? true : text === "false" ? false : undefined;
    case "json":
      return parsedJson(text);
  }
}

function parsedJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
