import { clip } from "../../base/inert.ts";
import type { TrialRecord } from "../../domain/formats/records.ts";

/** The id of a case that has none of its own: a hash of its input (src/plan/cases/expand-case.ts), perhaps numbered. */
const HASHED_ID = /^[0-9a-f]{12}(-\d+)?$/;
const INPUT_CHARS = 200;

/** "t.csv:4" for a case without an id of its own, else its id. Raw text. */
export function caseLabel({ case: id, location }: Pick<TrialRecord, "case" | "location">): string {
  return isHashedId(id) ? `${location.file.split("/").at(-1) ?? location.file}:${location.line}` : id;
}

/** Is this an id that nobody chose and nobody can read? */
export function isHashedId(id: string): boolean {
  return HASHED_ID.test(id);
}

/** The start of what a case asks: its longest text variable, else its first turn; null when there is neither. Raw text. */
export function inputStart({ vars, turns }: Pick<TrialRecord, "vars" | "turns">): string | null {
  const texts = Object.values(vars).filter((value) => typeof value === "string");
  const longest = texts.reduce((best, text) => (text.length > best.length ? text : best), "");
  const text = (longest === "" ? (turns[0]?.user ?? "") : longest).trim();
  return text === "" ? null : clip(text, INPUT_CHARS);
}

const HASHED_LIST = /: [0-9a-f]{12}(?:-\d+)?(?:, [0-9a-f]{12}(?:-\d+)?)*(?: and \d+ more cases?)?(?=[.;]|$)/g;

/** A sentence without its list of ids that nobody chose. */
export function withoutHashedIds(sentence: string): string {
  return sentence.replace(HASHED_LIST, "");
}
