import type { JsonObject } from "../../domain/values/json.ts";

/** One row of a data file: flat variables, and the 1-based line it begins on. */
export interface DataRow {
  readonly row: JsonObject;
  readonly line: number;
}

export type ColumnType = "string" | "number" | "boolean" | "json";
