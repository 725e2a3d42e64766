import { clip } from "../../base/inert.ts";
import { pipeline, Readable } from "node:stream";
import type { JsonObject } from "../../domain/values/json.ts";
import { typedCell } from "./csv-cell.ts";
import { lineError } from "./data-error.ts";
import type { ColumnType, DataRow } from "./data-row.ts";
import { textChunks } from "./text-chunks.ts";

type Types = Readonly<Record<string, ColumnType>>;

interface LineOf {
  readonly file: string;
  readonly line: number;
}

/** A record as it stands in the file, with the line it begins on. */
interface CsvRecord {
  readonly cells: readonly string[];
  readonly line: number;
}

/** Both ends of line, even mixed in one file. */
const RECORD_ENDS = ["\r\n", "\n"];
/** A quote that is never closed must not swallow a whole file. */
const MAX_RECORD_CHARS = 20 * 1024 * 1024;

/** The rows of a CSV file (RFC 4180, UTF-8, a byte-order mark allowed), streamed. The first line names the columns. */
export async function* readCsv(file: string, types: Types): AsyncIterable<DataRow> {
  let header: readonly string[] | null = null;
  let blank: CsvRecord | null = null;
  for await (const record of records(file)) {
    const { cells, line } = record;
    if (header === null) {
      header = checkedHeader(cells, types, file);
      continue;
    }
    // Blank lines at the end of a file are no rows; before another row, they are ragged ones.
    if (blank !== null) throw raggedRow(blank, header, file);
    if (header.length > 1 && cells.length === 1 && cells[0] === "") blank = record;
    else yield { row: toRow(header, cells, types, { file, line }), line };
  }
}

async function* records(file: string): AsyncIterable<CsvRecord> {
  const { parse, CsvError } = await import("csv-parse");
  const parser = parse({
    info: true,
    relax_column_count: true,
    record_delimiter: RECORD_ENDS,
    max_record_size: MAX_RECORD_CHARS,
  });
  // Errors of the source reach the loop through the parser; a loop that ends early closes the source.
  pipeline(Readable.from(textChunks(file)), parser, () => {});
  let lastLine = 0;
  try {
    for await (const item of parser) {
      // What `info: true` makes csv-parse yield.
      const { record, info } = item as { record: readonly string[]; info: { lines: number } };
      yield { cells: record, line: lastLine + 1 };
      lastLine = info.lines;
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw lineError({ file, line: lastLine + 1 }, "bad-row", error.message, "check the quotes of this row");
  }
}

function checkedHeader(names: readonly string[], types: Types, file: string): readonly string[] {
  const at = { file, line: 1 };
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (names.includes("")) throw lineError(at, "bad-header", "a column has no name", "name every column");
  if (twice !== undefined) {
    throw lineError(at, "bad-header", `two columns are called \`${twice}\``, "rename one of them");
  }
  const stray = Object.keys(types).find((name) => !names.includes(name));
  if (stray !== undefined) {
    const message = `\`types\` names a column \`${stray}\` that the file does not have`;
    throw lineError(at, "bad-header", message, `its columns are: ${names.join(", ")}`);
  }
  return names;
}

function toRow(header: readonly string[], cells: readonly string[], types: Types, at: LineOf): JsonObject {
  if (cells.length !== header.length) throw raggedRow({ cells, line: at.line }, header, at.file);
  return Object.fromEntries(
    header.map((name, index) => {
      const text = cells[index] ?? "";
      const type = Object.hasOwn(types, name) ? (types[name] ?? "string") : "string";
      const cell = typedCell(text, type);
      if (cell.ok) return [name, cell.value];
      const message = `\`${clip(text, 60)}\` in column \`${name}\` is not ${cell.expected}`;
      throw lineError(at, "bad-cell", message, cell.hint);
    }),
  );
}

function raggedRow({ cells, line }: CsvRecord, header: readonly string[], file: string): Error {
  const found = cells.length === 1 ? "1 value" : `${cells.length} values`;
  const message = `this row has ${found}; the header has ${header.length}`;
  return lineError({ file, line }, "ragged-row", message, "quote values that hold a comma or a line break");
}
