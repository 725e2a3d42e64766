import { extname } from "node:path";

/** What may part the cells of a file, as `delimiter:` names it. */
export type Delimiter = "," | ";" | "\t" | "|";

/** Looked for in this order in files whose header has no comma. */
const OTHERS: readonly Delimiter[] = ["\t", ";"];

/**
 * What parts the cells of a CSV file by its beginning: a tab in `.tsv`; else the comma, unless the header has none outside of
 * quotes but has tabs or semicolons, as spreadsheets of many countries write them.
 */
export function delimiterOf(file: string, beginning: string): Delimiter {
  if (extname(file).toLowerCase() === ".tsv") return "\t";
  const header = bareHeader(beginning);
  if (header.includes(",")) return ",";
  return OTHERS.find((delimiter) => header.includes(delimiter)) ?? ",";
}

/** The first line, without what stands in quotes (in which a line may end, too). */
function bareHeader(beginning: string): string {
  const [header = ""] = beginning.replaceAll(/"[^"]*"/g, "").split(/[\r\n]/, 1);
  return header;
}
