import type { Text } from "./text.ts";

/** Reports, and what recordings are found by. */
export const REPORTS = {
  "empty-report": ({ name, known }: { readonly name: string; readonly known: readonly string[] }): Text => ({
    message: `\`${name}\` lists trials, and a meter has none: its report would be empty`,
    hint: `use ${known.join(", ")}; in \`json\` everything stands`,
  }),
  "ignores-all": (): Text => ({
    message: "this pattern takes out all of a request: then any recording answers any request",
    hint: `name what changes from day to day, and no more: '"today": "[^"]*"'`,
  }),
};
