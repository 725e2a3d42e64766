import { extname } from "node:path";
import { readCsv } from "./csv.ts";
import { fileError } from "./data-error.ts";
import type { ColumnType, DataRow } from "./data-row.ts";
import { readJsonl } from "./jsonl.ts";
import { readWhole } from "./whole-file.ts";

/** Reads the rows of a csv, jsonl, json or yaml file, by its ending. Throws a DataError for what cannot be read, and for a file without rows. */
export async function* openRows(
  file: string,
  types: Readonly<Record<string, ColumnType>>,
): AsyncIterable<DataRow> {
  let isEmpty = true;
  for await (const row of read(file, types)) {
    isEmpty = false;
    yield row;
  }
  if (isEmpty) throw fileError(file, "no-rows", "the data file has no rows", "add a row, or remove the entry");
}

function read(file: string, types: Readonly<Record<string, ColumnType>>): AsyncIterable<DataRow> {
  const ending = extname(file).toLowerCase();
  switch (ending) {
    case ".csv":
      return readCsv(file, types);
    case ".jsonl":
    case ".ndjson":
      refuseTypes(file, types);
      return readJsonl(file);
    case ".json":
    case ".yaml":
    case ".yml":
      refuseTypes(file, types);
      return readWhole(file);
    default: {
      const message = `\`${ending}\` is no kind of data file`;
      throw fileError(file, "unknown-data-format", message, "use .csv, .jsonl, .json or .yaml");
    }
  }
}

/** Only the values of CSV lack a type of their own. */
function refuseTypes(file: string, types: Readonly<Record<string, ColumnType>>): void {
  const [name] = Object.keys(types);
  if (name === undefined) return;
  const message = `\`types\` gives \`${name}\` a type, but only CSV columns need one`;
  throw fileError(file, "types-without-csv", message, "remove `types`: the values of this file have types already");
}
