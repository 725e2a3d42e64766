import type { Text } from "../phrases/text.ts";

/** Variables of cases: how they are written, and who reads them. */
export const VARIABLES = {
  "respelled-number": ({ written, isOfColumn }: RespelledNumber): Text => ({
    message: `the number ${written} would be read as ${Number(written)}: characters are lost`,
    hint: isOfColumn
      ? `make the column a \`string\`, or write ${Number(written)}`
      : `quote it if it is a text: "${written}"; or write ${Number(written)}`,
  }),
  "unused-var-option": ({ name }: Name): Text => ({
    message: `\`--var ${name}\` says nothing: no template of the suites reads \`${name}\``,
    hint: "correct the name, or leave it out",
  }),
  "expect-in-vars": (): Text => ({
    message: "`expect` stands under `vars`: there it is a variable, and its checks would never run",
    hint: "indent `expect:` like `vars:` itself",
  }),
  "expect-in-vars.row": (): Text => ({
    message: "`expect` is a variable of this row, as all that a row holds: its checks would never run",
    hint: "write cases with checks of their own as a list of cases (`cases: [{ include: FILE }]`), or let the entry's `expect:` read the row's variables",
  }),
  "unused-variable": ({ name, wanted, isKeyOfCase }: Unused): Text => ({
    message: `the variable \`${name}\` is read by no template, expression or script`,
    hint: isKeyOfCase
      ? `a case has a key \`${name}\`: if that is meant, indent it like \`vars:\` itself`
      : wanted !== null
        ? `\`${wanted}\` is read, which is not set here: call the variable so, or remove it`
        : `use it as \`{{ ${name} }}\`, or remove it`,
  }),
  "file-too-large.pattern": ({ pattern }: { readonly pattern: string }): Text => ({
    message: `the files of \`${pattern}\` hold more than 20 million characters together`,
    hint: "name fewer files",
  }),
};

interface Unused extends Name {
  /** What templates read and nothing declares, and is nearly its name; null: nothing is. */
  readonly wanted: string | null;
  readonly isKeyOfCase: boolean;
}

interface Name {
  readonly name: string;
}

interface RespelledNumber {
  readonly written: string;
  /** Of a CSV file, whose columns have types. */
  readonly isOfColumn: boolean;
}
