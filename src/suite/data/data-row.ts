import type { JsonObject } from "../../domain/values/json.ts";

/** One row of a data file: flat variables, and the 1-based line it begins on. */
export interface DataRow {
  readonly row: JsonObject;
  readonly line: number;
  /** Numbers of it that would have other characters as a text; absent where there are none. */
  readonly respelled?: readonly RespelledMember[];
}

/**
 * Rows of a file that are there at once, read one after the other and once: a file comes by pages, since what each row cost
 * in waiting was more than its reading. A row that cannot be read throws its DataError when its turn comes.
 */
export type RowPage = Iterable<DataRow>;

/** A number in a variable of a row that would have other characters as a text. */
export interface RespelledMember {
  readonly name: string;
  readonly written: string;
  /** Where it stands, from 1: looked for only when it is told. */
  readonly at: () => { readonly line: number; readonly column?: number };
  /** Of a CSV file: the type of its column says what it is. */
  readonly isOfColumn?: boolean;
}

export type ColumnType = "string" | "number" | "boolean" | "json";
