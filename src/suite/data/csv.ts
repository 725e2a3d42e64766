import { clip } from "../../base/inert.ts";
import { pipeline, Readable } from "node:stream";
import { keepsCharacters } from "../../base/exact-number.ts";
import type { JsonObject } from "../../domain/values/json.ts";
import { typedCell } from "./csv-cell.ts";
import { lineError } from "./data-error.ts";
import { type Delimiter, delimiterOf } from "./csv-delimiter.ts";
import type { ColumnType, DataRow, RespelledMember } from "./data-row.ts";
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

/** All ends of line, even mixed in one file. */
const RECORD_ENDS = ["\r\n", "\n", "\r"];
/** A quote that is never closed must not swallow a whole file. */
const MAX_RECORD_CHARS = 20 * 1024 * 1024;

/** How a CSV file is to be read. `delimiter`: null where the file itself tells it. */
export interface CsvOptions {
  readonly types: Types;
  readonly delimiter: Delimiter | null;
}

/**
 * The rows of a CSV file (RFC 4180, UTF-8, a byte-order mark allowed), streamed. The first line names the columns. Blank lines
 * are no rows, except in a file of one column.
 */
export async function* readCsv(file: string, { types, delimiter }: CsvOptions): AsyncIterable<DataRow> {
  let header: readonly string[] | null = null;
  const numbers = Object.keys(types).filter((name) => types[name] === "number");
  for await (const { cells, line } of records(file, delimiter)) {
    if (header === null) {
      header = checkedHeader(cells, types, file);
      continue;
    }
    const isBlank = header.length > 1 && cells.length === 1 && cells[0] === "";
    if (isBlank) continue;
    const row = toRow(header, cells, types, { file, line });
    const respelled = numbers.flatMap((name) => respelledCell(name, cells[header?.indexOf(name) ?? -1] ?? "", line));
    yield respelled.length === 0 ? { row, line } : { row, line, respelled };
  }
}

/** A cell that is a number, and would have other characters as a text. */
function respelledCell(name: string, written: string, line: number): RespelledMember[] {
  if (written.trim() === "" || keepsCharacters(written, Number(written))) return [];
  return [{ name, written: written.trim(), at: () => ({ line }), hint: `make the column a \`string\`, or write ${Number(written)}` }];
}

async function* records(file: string, given: Delimiter | null): AsyncIterable<CsvRecord> {
  const { parse, CsvError } = await import("csv-parse");
  const { beginning, chunks } = await peeked(textChunks(file));
  // The parser is ahead of the loop: where a record that it cannot end begins, it alone knows.
  let parsedLine = 0;
  const parser = parse({
    info: true,
    delimiter: given ?? delimiterOf(file, beginning),
    on_record: (record: string[], { lines }) => {
      parsedLine = lines;
      return record;
    },
    relax_column_count: true,
    record_delimiter: RECORD_ENDS,
    max_record_size: MAX_RECORD_CHARS,
  });
  // Errors of the source reach the loop through the parser; a loop that ends early closes the source.
  pipeline(Readable.from(chunks), parser, () => {});
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
    const isOpen = error.code === "CSV_QUOTE_NOT_CLOSED" || error.code === "CSV_MAX_RECORD_SIZE";
    const { message, hint } = quoteProblem(error);
    throw lineError({ file, line: isOpen ? parsedLine + 1 : linesOf(error) }, "bad-row", message, hint);
  }
}

/** The line that the parser had come to. */
function linesOf(error: object): number {
  return "lines" in error && typeof error.lines === "number" ? error.lines : 1;
}

function quoteProblem({ code, message }: { readonly code: string; readonly message: string }): {
  readonly message: string;
  readonly hint: string;
} {
  const doubled = 'within quotes a quote is written twice: "say ""hi"""';
  switch (code) {
    case "CSV_QUOTE_NOT_CLOSED":
      return { message: "a quote in this row is never closed", hint: `close it; ${doubled}` };
    case "INVALID_OPENING_QUOTE":
      return { message: "a quote stands within a value that does not begin with one", hint: `quote the whole value; ${doubled}` };
    case "CSV_INVALID_CLOSING_QUOTE":
      return { message: "a value goes on after its closing quote", hint: doubled };
    default:
      return { message, hint: "check the quotes of this row" };
  }
}

/** The first piece of a text, and all pieces. */
async function peeked(chunks: AsyncIterable<string>): Promise<{ beginning: string; chunks: AsyncIterable<string> }> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first = await iterator.next();
  const all = async function* (): AsyncIterable<string> {
    try {
      for (let next = first; next.done !== true; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  };
  return { beginning: first.done === true ? "" : first.value, chunks: all() };
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
