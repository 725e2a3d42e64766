import type { ErrorCode } from "yaml";
import type { LineClue } from "../../domain/diagnostics/english/suites/yaml.ts";
import { type Said, said } from "../../domain/diagnostics/said.ts";
import { belowClue, besideClue, blockClue, colonClue, dashClue, quoteClue } from "./line-clues.ts";

/** An error of the YAML parser. `pos`: where it begins and ends, as character offsets. */
export interface YamlSyntaxError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly pos: readonly [number, number];
}

/** What a person is told of an error of the parser in a text. */
export function syntaxWords(text: string, error: YamlSyntaxError): Said {
  const { code, message: reason, pos } = error;
  const clueOf = isWithoutDash(error) ? besideClue : CLUES[code];
  return said(yamlCode(code), { reason, clue: clueOf?.(text, pos[0]) ?? null });
}

/**
 * The errors without those that follow from one above them: a line that is indented otherwise has the parser find the
 * lines below it misplaced, and advise to move these.
 */
export function withoutConsequences(text: string, errors: readonly YamlSyntaxError[]): YamlSyntaxError[] {
  let last = Number.NEGATIVE_INFINITY;
  return errors.filter((error) => {
    const line = text.slice(0, error.pos[0]).split("\n").length;
    const isMisplaced = error.code === "BAD_INDENT" || isWithoutDash(error);
    const follows = isMisplaced && line > last && line - last <= LINES_OF_A_SLIP;
    if (isMisplaced || error.code === "BLOCK_AS_IMPLICIT_KEY") last = line;
    return !follows;
  });
}

/** So far below the last line that was misplaced may the next one stand that is so because of it. */
const LINES_OF_A_SLIP = 2;

/** A key where the parser awaits an item: it stands left of the keys of the item above. */
function isWithoutDash({ code, message }: YamlSyntaxError): boolean {
  return code === "MISSING_CHAR" && /item without - indicator/.test(message);
}

type Clue = (text: string, start: number) => LineClue | null;

/** What the lines around an error give away. */
const CLUES: Partial<Readonly<Record<ErrorCode, Clue>>> = {
  BLOCK_IN_FLOW: colonClue,
  BLOCK_AS_IMPLICIT_KEY: firstOf(colonClue, belowClue, dashClue),
  BAD_INDENT: firstOf(dashClue, besideClue),
  UNEXPECTED_TOKEN: firstOf(quoteClue, blockClue),
};

function firstOf(...clues: readonly Clue[]): Clue {
  return (text, start) => {
    for (const clue of clues) {
      const found = clue(text, start);
      if (found !== null) return found;
    }
    return null;
  };
}

type Kebab<Word extends string> = Word extends `${infer First}_${infer Rest}` ? `${First}-${Kebab<Rest>}` : Word;

function yamlCode(code: ErrorCode): `yaml-${Kebab<Lowercase<ErrorCode>>}` {
  // The type says what `replaceAll` does, so that a code of the library that the catalogue lacks does not compile.
  return `yaml-${code.toLowerCase().replaceAll("_", "-") as Kebab<Lowercase<ErrorCode>>}`;
}
