import { keepsCharacters } from "../../base/exact-number.ts";
import { jsonTokens } from "../../base/json/json-tokens.ts";

/** A number in JSON that would have other characters as a text, in the member `name` of a row. */
export interface RespelledNumber {
  readonly name: string;
  readonly written: string;
  readonly offset: number;
  /** Which of the rows of the text, from 0. */
  readonly row: number;
}

/** What no number has that keeps its characters: an exponent, a zero at the end of a fraction, -0, many digits, many zeros. */
const SUSPECT = /\d[eE][-+\d]|\.\d*0(?!\d)|-0(?![.\d])|[\d.]{16}|0\.0{6}/;

/** The numbers of a JSON text that lose characters. `depth`: how many brackets a row stands in, its own among them. */
export function respelledNumbers(text: string, depth: number): readonly RespelledNumber[] {
  if (!SUSPECT.test(text)) return [];
  const found: RespelledNumber[] = [];
  let level = 0;
  let row = -1;
  let name = "";
  let last = "";
  for (const { 0: token, index: offset } of jsonTokens(text)) {
    if (token === "{" || token === "[") {
      level += 1;
      if (level === depth) row += 1;
    } else if (token === "}" || token === "]") level -= 1;
    else if (token === ":" && level === depth) name = JSON.parse(last) as string; // a key of a text that is JSON
    else if (/^[-\d]/.test(token) && !keepsCharacters(token, Number(token))) {
      found.push({ name, written: token, offset, row });
    }
    last = token;
  }
  return found;
}
