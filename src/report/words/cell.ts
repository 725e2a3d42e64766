import type { Tone } from "../../base/style.ts";

/** One cell of a table: printable text without newlines or colour, and its tone. */
export interface Cell {
  readonly text: string;
  readonly tone?: Tone;
}

/** What is known of the place where a table is shown. */
export interface TableOptions {
  readonly columns: number;
  readonly color: boolean;
}
