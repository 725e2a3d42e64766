import type { Text } from "../phrases/text.ts";

/** Files of rows. */
export const DATA = {
  "no-rows": (): Text => ({ message: "the data file has no rows", hint: "add a row, or remove the entry" }),
  "unknown-data-format": ({ ending }: { readonly ending: string }): Text => ({
    message: `\`${ending}\` is no kind of data file`,
    hint: "use .csv, .tsv, .jsonl, .json or .yaml",
  }),
  "delimiter-without-csv": (): Text => ({
    message: "`delimiter` says what parts the cells of a CSV file; this file has none",
    hint: "remove `delimiter`",
  }),
  "types-without-csv": ({ column }: { readonly column: string }): Text => ({
    message: `\`types\` gives \`${column}\` a type, but only CSV columns need one`,
    hint: "remove `types`: the values of this file have types already",
  }),
  "not-utf8.line": (): Text => ({ message: "this line is not UTF-8 text", hint: "save the file as UTF-8" }),
  "unreadable-file.data": ({ reason }: { readonly reason: string }): Text => ({
    message: `the data file cannot be read: ${reason}`,
    hint: "check its permissions",
  }),
  "file-too-large.data": ({ bytes }: { readonly bytes: number }): Text => ({
    message: `the file has ${(bytes / 1024 / 1024).toFixed(1)} MB; a JSON or YAML data file may have 20 MB`,
    hint: "write it as JSON Lines (.jsonl) or CSV: both are streamed",
  }),
  "line-too-long": (): Text => ({ message: "this line has more than 20 MB", hint: "each line is one JSON object" }),
  "bad-header.unnamed": (): Text => ({ message: "a column has no name", hint: "name every column" }),
  "bad-header.twice": ({ column }: { readonly column: string }): Text => ({
    message: `two columns are called \`${column}\``,
    hint: "rename one of them",
  }),
  "bad-header.types": ({
    column,
    columns,
  }: {
    readonly column: string;
    readonly columns: readonly string[];
  }): Text => ({
    message: `\`types\` names a column \`${column}\` that the file does not have`,
    hint: `its columns are: ${columns.join(", ")}`,
  }),
  "ragged-row": ({ values, columns }: { readonly values: number; readonly columns: number }): Text => ({
    message: `this row has ${values === 1 ? "1 value" : `${values} values`}; the header has ${columns}`,
    hint: "quote values that hold a comma or a line break",
  }),
  "bad-row.quote": ({ kind }: { readonly kind: QuoteMistake }): Text => QUOTES[kind],
  "bad-row.csv": ({ reason }: { readonly reason: string }): Text => ({
    message: reason,
    hint: "check the quotes of this row",
  }),
  "bad-row.no-object": (): Text => ({
    message: "this line is not a JSON object",
    hint: 'write {"name": value, …}',
  }),
  "bad-row.no-json": ({ column }: { readonly column: number }): Text => ({
    message: `this line is not JSON from column ${column} on`,
    hint: "each line is one JSON object",
  }),
  "bad-row.no-map": (): Text => ({ message: "a row is a map of variables", hint: "write `name: value` pairs" }),
  "bad-row.trap": (trap: ValueTrap): Text => trapText(trap),
  "bad-data.trap": (trap: ValueTrap): Text => trapText(trap),
  "bad-data.no-list": (): Text => ({ message: "a data file is a list of maps", hint: "begin rows with `- `" }),
  "bad-data.no-yaml": (): Text => ({ message: "the file is not YAML", hint: "check the YAML syntax here" }),
  "bad-data.no-json": (): Text => ({
    message: "the file is not JSON from here on",
    hint: "look for a missing comma, quote or bracket",
  }),
  "bad-cell": ({ column, shown, mistake }: BadCell): Text => {
    const { expected, hint } = cellText(mistake);
    return { message: `\`${shown}\` in column \`${column}\` is not ${expected}`, hint };
  },
};

export type QuoteMistake = "never closed" | "opened late" | "goes on";

const DOUBLED = 'within quotes a quote is written twice: "say ""hi"""';
const QUOTES: Readonly<Record<QuoteMistake, Text>> = {
  "never closed": { message: "a quote in this row is never closed", hint: `close it; ${DOUBLED}` },
  "opened late": {
    message: "a quote stands within a value that does not begin with one",
    hint: `quote the whole value; ${DOUBLED}`,
  },
  "goes on": { message: "a value goes on after its closing quote", hint: DOUBLED },
};

/** What JSON allows and a row of data must not have. `written`: as it stands there, cut. */
export type ValueTrap =
  | { readonly kind: "too deep"; readonly mostLevels: number }
  | { readonly kind: "repeated key"; readonly written: string }
  | { readonly kind: "inexact number"; readonly written: string };

function trapText(trap: ValueTrap): Text {
  switch (trap.kind) {
    case "too deep":
      return {
        message: `this is nested deeper than ${trap.mostLevels.toLocaleString("en")} levels`,
        hint: "flatten it, or make it a text",
      };
    case "repeated key":
      return {
        message: `the key ${trap.written} stands twice in the same object`,
        hint: "keep one of the two; the other would be lost silently",
      };
    case "inexact number":
      return {
        message: `the number ${trap.written} cannot be kept with all its digits`,
        hint: `quote it: "${trap.written}"`,
      };
  }
}

/** Why a CSV cell is no value of its column's type. */
export type CellMistake =
  | { readonly kind: "number" | "exact number" | "boolean" | "json" }
  | { readonly kind: "json levels"; readonly mostLevels: number }
  | { readonly kind: "json trap"; readonly trap: ValueTrap };

interface BadCell {
  readonly column: string;
  readonly shown: string;
  readonly mistake: CellMistake;
}

const CORRECT = "correct the cell, or the column's entry in `types`";

function cellText(mistake: CellMistake): { readonly expected: string; readonly hint: string | null } {
  switch (mistake.kind) {
    case "number":
      return { expected: "a number", hint: CORRECT };
    case "exact number":
      return { expected: "a number that keeps all its digits", hint: "make the column a `string`" };
    case "boolean":
      return { expected: "true or false", hint: CORRECT };
    case "json":
      return { expected: "JSON", hint: CORRECT };
    case "json levels":
      return { expected: `JSON of at most ${mistake.mostLevels.toLocaleString("en")} levels`, hint: CORRECT };
    case "json trap": {
      const { message, hint } = trapText(mistake.trap);
      return { expected: `JSON that can be taken as it is: ${message}`, hint };
    }
  }
}
