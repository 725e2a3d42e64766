import type { Text } from "../phrases/text.ts";

const CHECK = "check the YAML syntax here";
const INDENT = "check the indentation, and that every bracket and quote is closed";

/** What the parser of YAML finds: its own words, where no better ones are known. */
export const YAML = {
  "yaml-alias-props": (of: SyntaxError): Text => syntax(of, CHECK),
  "yaml-bad-alias": (of: SyntaxError): Text => syntax(of, CHECK),
  "yaml-bad-collection-type": (of: SyntaxError): Text => syntax(of, CHECK),
  "yaml-bad-directive": (of: SyntaxError): Text => syntax(of, CHECK),
  "yaml-bad-dq-escape": (of: SyntaxError): Text =>
    syntax(of, "write `\\\\` for one backslash, or put the text between `'`, where a backslash is itself"),
  "yaml-bad-indent": (of: SyntaxError): Text => syntax(of, INDENT),
  "yaml-bad-prop-order": (of: SyntaxError): Text => syntax(of, CHECK),
  "yaml-bad-scalar-start": (of: SyntaxError): Text => syntax(of, "quote the value"),
  "yaml-block-as-implicit-key": (of: SyntaxError): Text => syntax(of, CHECK),
  "yaml-block-in-flow": (of: SyntaxError): Text => syntax(of, CHECK),
  "yaml-duplicate-key": (_of: SyntaxError): Text => ({
    message: "this key stands twice in the same map",
    hint: "keep one of the two; the other would be lost silently",
  }),
  "yaml-impossible": (of: SyntaxError): Text => syntax(of, CHECK),
  "yaml-key-over-1024-chars": (of: SyntaxError): Text => syntax(of, CHECK),
  "yaml-missing-char": (of: SyntaxError): Text => syntax(of, "close the quote or bracket"),
  "yaml-multiline-implicit-key": (of: SyntaxError): Text => syntax(of, CHECK),
  "yaml-multiple-anchors": (of: SyntaxError): Text => syntax(of, CHECK),
  "yaml-multiple-docs": (_of: SyntaxError): Text => ({
    message: "the file holds more than one YAML document",
    hint: "a suite is one document: move what follows `---` into a file of its own",
  }),
  "yaml-multiple-tags": (of: SyntaxError): Text => syntax(of, CHECK),
  "yaml-non-string-key": (of: SyntaxError): Text => syntax(of, CHECK),
  "yaml-resource-exhaustion": (_of: SyntaxError): Text => ({
    message: "the value is nested too deeply to be read",
    hint: "check that every bracket is closed; data of this kind goes into a JSON file of its own",
  }),
  "yaml-tab-as-indent": (of: SyntaxError): Text => syntax(of, "indent with spaces"),
  "yaml-tag-resolve-failed": (of: SyntaxError): Text =>
    syntax(of, "quote the value if the `!` belongs to it; custom tags are not supported"),
  "yaml-unexpected-token": (of: SyntaxError): Text => syntax(of, CHECK),
};

/** What the lines around a mistake give away of its cause. Lines and columns count from 1. */
export type LineClue =
  /** A text with `: ` in it, without quotes. */
  | { readonly kind: "colon"; readonly text: string }
  /** A key that stands a little beside where a key above it stands. `key`: null where that has no name. */
  | { readonly kind: "beside"; readonly key: string | null; readonly line: number; readonly column: number }
  /** A line that stands a little right of the key above it. */
  | { readonly kind: "below"; readonly line: number; readonly column: number; readonly keyColumn: number }
  /** An item of a list that stands a little beside another one. */
  | { readonly kind: "dash"; readonly line: number; readonly column: number }
  /** A quotation mark inside of a text that stands between two of its kind. */
  | { readonly kind: "quote"; readonly mark: '"' | "'" }
  /** A text right behind `|` or `>`. */
  | { readonly kind: "block"; readonly mark: string };

interface SyntaxError {
  /** As the parser says it. */
  readonly reason: string;
  readonly clue: LineClue | null;
}

function syntax({ reason, clue }: SyntaxError, otherwise: string): Text {
  return { message: reason, hint: clue === null ? otherwise : clueText(clue) };
}

function clueText(clue: LineClue): string {
  switch (clue.kind) {
    case "colon":
      return `quote it, as ": " begins a new key: ${JSON.stringify(clue.text)}`;
    case "beside": {
      const beside = clue.key === null ? `line ${clue.line}` : `\`${clue.key}\` in line ${clue.line}`;
      return `${beside} begins in column ${clue.column}: begin this line there too, if it belongs beside it`;
    }
    case "below":
      return `line ${clue.line} begins in column ${clue.column}: begin it in column ${clue.keyColumn}, if it belongs beside this key`;
    case "dash":
      return `the \`-\` of line ${clue.line} stands in column ${clue.column}: begin this line there too, if both are items of one list`;
    case "quote":
      return clue.mark === '"'
        ? 'a `"` ends the text that began with one: write `\\"`, or put the whole text between `\'`'
        : "a `'` ends the text that began with one: write `''`, or put the whole text between `\"`";
    case "block":
      return `the text of \`${clue.mark}\` begins on the next line, indented`;
  }
}
