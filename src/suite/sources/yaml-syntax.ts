import type { ErrorCode } from "yaml";
import type { DiagnosticCode } from "../../domain/diagnostics/codes.ts";
import { belowHint, colonHint, indentHint } from "./line-hints.ts";
import type { Problem } from "../../domain/values/problem.ts";

/** An error of the YAML parser. `pos`: where it begins and ends, as character offsets. */
export interface YamlSyntaxError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly pos: readonly [number, number];
}

/** What a person is told of an error of the parser in a text. */
export function syntaxWords(text: string, { code, message, pos }: YamlSyntaxError): SyntaxWords {
  const hint = CLUES[code]?.(text, pos[0]) ?? HINTS[code] ?? "check the YAML syntax here";
  return { code: yamlCode(code), message: MESSAGES[code] ?? message, hint };
}

type SyntaxWords = Pick<Problem, "code" | "message" | "hint">;

/** Next steps that the lines around an error give away. */
const CLUES: Partial<Readonly<Record<ErrorCode, (text: string, start: number) => string | null>>> = {
  BLOCK_IN_FLOW: colonHint,
  BLOCK_AS_IMPLICIT_KEY: (text, start) => colonHint(text, start) ?? belowHint(text, start),
  BAD_INDENT: indentHint,
};

type Kebab<Word extends string> = Word extends `${infer First}_${infer Rest}` ? `${First}-${Kebab<Rest>}` : Word;

function yamlCode(code: ErrorCode): DiagnosticCode {
  // The type says what `replaceAll` does, so that a code of the library that our list lacks does not compile.
  return `yaml-${code.toLowerCase().replaceAll("_", "-") as Kebab<Lowercase<ErrorCode>>}`;
}

const MESSAGES: Partial<Readonly<Record<ErrorCode, string>>> = {
  MULTIPLE_DOCS: "the file holds more than one YAML document",
  RESOURCE_EXHAUSTION: "the value is nested too deeply to be read",
  DUPLICATE_KEY: "this key stands twice in the same map",
};

const HINTS: Partial<Readonly<Record<ErrorCode, string>>> = {
  DUPLICATE_KEY: "keep one of the two; the other would be lost silently",
  MULTIPLE_DOCS: "a suite is one document: move what follows `---` into a file of its own",
  TAB_AS_INDENT: "indent with spaces",
  TAG_RESOLVE_FAILED: "quote the value if the `!` belongs to it; custom tags are not supported",
  BAD_INDENT: "check the indentation, and that every bracket and quote is closed",
  MISSING_CHAR: "close the quote or bracket",
  RESOURCE_EXHAUSTION: "check that every bracket is closed; data of this kind goes into a JSON file of its own",
};
