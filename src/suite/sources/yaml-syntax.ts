import type { ErrorCode } from "yaml";
import type { LineClue } from "../../domain/diagnostics/english/suites/yaml.ts";
import { type Said, said } from "../../domain/diagnostics/said.ts";
import { belowClue, besideClue, colonClue } from "./line-clues.ts";

/** An error of the YAML parser. `pos`: where it begins and ends, as character offsets. */
export interface YamlSyntaxError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly pos: readonly [number, number];
}

/** What a person is told of an error of the parser in a text. */
export function syntaxWords(text: string, { code, message: reason, pos }: YamlSyntaxError): Said {
  return said(yamlCode(code), { reason, clue: CLUES[code]?.(text, pos[0]) ?? null });
}

/** What the lines around an error give away. */
const CLUES: Partial<Readonly<Record<ErrorCode, (text: string, start: number) => LineClue | null>>> = {
  BLOCK_IN_FLOW: colonClue,
  BLOCK_AS_IMPLICIT_KEY: (text, start) => colonClue(text, start) ?? belowClue(text, start),
  BAD_INDENT: besideClue,
};

type Kebab<Word extends string> = Word extends `${infer First}_${infer Rest}` ? `${First}-${Kebab<Rest>}` : Word;

function yamlCode(code: ErrorCode): `yaml-${Kebab<Lowercase<ErrorCode>>}` {
  // The type says what `replaceAll` does, so that a code of the library that the catalogue lacks does not compile.
  return `yaml-${code.toLowerCase().replaceAll("_", "-") as Kebab<Lowercase<ErrorCode>>}`;
}
