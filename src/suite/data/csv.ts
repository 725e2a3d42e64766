import { clip } from "../../base/inert.ts";
import { pipeline, Readable } from "node:stream";
import { keepsCharacters } from "../../base/exact-number.ts";
import type { QuoteMistake } from "../../domain/diagnostics/english/suites/data.ts";
import { type Said, said } from "../../domain/diagnostics/said.ts";
import type { JsonObject } from "../../domain/values/json.ts";
import { typedCell } from "./csv-cell.ts";
import { lineError } from "./data-error.ts";
import { type Delimiter, delimiterOf } from "./csv-delimiter.ts";
import type { ColumnType, RespelledMember, RowPage } from "./data-row.ts";
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
export async function* readCsv(file: string, { types, delimiter }: CsvOptions): AsyncIterable<RowPage> {
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
    yield [respelled.length === 0 ? { row, line } : { row, line, respelled }];
  }
}

/** A cell that is a number, and would have other characters as a text. */
function respelledCell(name: string, written: string, line: number): RespelledMember[] {
  if (written.trim() === "" || keepsCharacters(written, Number(written))) return [];
  return [{ name, written: written.trim(), at: () => ({ line }), isOfColumn: true }];
}

async function* records(file: string, given: Delimiter | null): AsyncIterable<CsvRecord> {
  const { parse, CsvError } = await import("csv-parse");
  const { beginning, chunks } = await peeked(textChunks(file));
  // The parser is ahead of the loop: where a record that it cannot end begins, it alone knows.
  let parsedLine = 0;
  // The parser counts both characters of a `\r\n` inside quotes as lines.
  let countedTwice = 0;
  const parser = parse({
    delimiter: given ?? delimiterOf(file, beginning),
    on_record: (record: string[]) => {
      parsedLine += linesIn(record);
      countedTwice += occurrences(record, /\r\n/g);
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
      // What csv-parse yields where its options name no columns.
      const record = item as readonly string[];
      yield { cells: record, line: lastLine + 1 };
      lastLine += linesIn(record);
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const isOpen = error.code === "CSV_QUOTE_NOT_CLOSED" || error.code === "CSV_MAX_RECORD_SIZE";
    throw lineError({ file, line: isOpen ? parsedLine + 1 : linesOf(error) - countedTwice }, quoteProblem(error));
  }
}

/** How many lines of the file a record takes: it ends one, and its cells hold the ends of the others. */
function linesIn(record: readonly string[]): number {
  return 1 + occurrences(record, /\r\n|[\r\n]/g);
}

function occurrences(cells: readonly string[], pattern: RegExp): number {
  return cells.reduce((sum, cell) => sum + (cell.match(pattern)?.length ?? 0), 0);
}

/** The line that the parser had come to. */
function linesOf(error: object): number {
  return "lines" in error && typeof error.lines === "number" ? error.lines : 1;
}

const QUOTE_MISTAKES: Readonly<Record<string, QuoteMistake>> = {
  CSV_QUOTE_NOT_CLOSED: "never closed",
  INVALID_OPENING_QUOTE: "opened late",
  CSV_INVALID_CLOSING_QUOTE: "goes on",
};

function quoteProblem({ code, message }: { readonly code: string; readonly message: string }): Said {
  const kind = QUOTE_MISTAKES[code];
  return kind === undefined ? said("bad-row.csv", { reason: message }) : said("bad-row.quote", { kind });
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
  if (names.includes("")) throw lineError(at, said("bad-header.unnamed"));
  if (twice !== undefined) {
    throw lineError(at, said("bad-header.twice", { column: twice }));
  }
  const stray = Object.keys(types).find((name) => !names.includes(name));
  if (stray !== undefined) {
    throw lineError(at, said("bad-header.types", { column: stray, columns: names }));
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
      const { mistake } = cell;
      throw lineError(at, said("bad-cell", { column: name, shown: clip(text, 60), mistake }));
    }),
  );
}

function raggedRow({ cells, line }: CsvRecord, header: readonly string[], file: string): Error {
  return lineError({ file, line }, said("ragged-row", { values: cells.length, columns: header.length }));
}
