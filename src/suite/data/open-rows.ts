import { extname } from "node:path";
import { said } from "../../domain/diagnostics/said.ts";
import { type CsvOptions, readCsv } from "./csv.ts";
import type { Delimiter } from "./csv-delimiter.ts";
import { fileError } from "./data-error.ts";
import type { ColumnType, RowPage } from "./data-row.ts";
import { readJsonl } from "./jsonl.ts";
import { readWhole } from "./whole-file.ts";

/** Reads the rows of a csv, tsv, jsonl, json or yaml file, by its ending. Throws a DataError for what cannot be read, and for a file without rows. */
export async function* openRows(
  file: string,
  types: Readonly<Record<string, ColumnType>>,
  delimiter: Delimiter | null = null,
): AsyncIterable<RowPage> {
  let isEmpty = true;
  const noting = function* (page: RowPage): RowPage {
    for (const row of page) {
      isEmpty = false;
      yield row;
    }
  };
  for await (const page of read(file, { types, delimiter })) yield isEmpty ? noting(page) : page;
  if (isEmpty) throw fileError(file, said("no-rows"));
}

function read(file: string, options: CsvOptions): AsyncIterable<RowPage> {
  const ending = extname(file).toLowerCase();
  switch (ending) {
    case ".csv":
    case ".tsv":
      return readCsv(file, options);
    case ".jsonl":
    case ".ndjson":
      refuseCsvOptions(file, options);
      return readJsonl(file);
    case ".json":
    case ".yaml":
    case ".yml":
      refuseCsvOptions(file, options);
      return readWhole(file);
    default:
      throw fileError(file, said("unknown-data-format", { ending }));
  }
}

/** Only the values of CSV lack a type of their own, and only its cells are parted by a character. */
function refuseCsvOptions(file: string, { types, delimiter }: CsvOptions): void {
  if (delimiter !== null) throw fileError(file, said("delimiter-without-csv"));
  const [column] = Object.keys(types);
  if (column !== undefined) throw fileError(file, said("types-without-csv", { column }));
}
