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

/** What may be shown of a case as its input: the starts of its text variables by name, and its first turn. */
export interface InputTexts {
  readonly vars: ReadonlyMap<string, InputText>;
  readonly turn: string | null;
}

interface InputText {
  readonly start: string;
  readonly length: number;
}

/** The texts of a case, short. */
export function inputTexts({ vars, turns }: Pick<TrialRecord, "vars" | "turns">): InputTexts {
  const texts = Object.entries(vars).flatMap(([name, value]): [string, InputText][] => {
    return typeof value === "string" ? [[name, { start: clip(value.trim(), INPUT_CHARS), length: value.length }]] : [];
  });
  const turn = turns[0]?.user.trim() ?? "";
  return { vars: new Map(texts), turn: turn === "" ? null : clip(turn, INPUT_CHARS) };
}

/**
 * The start of what a case asks: its longest text variable that is not the same in every case, else its first turn; null when there is
 * neither. Raw text.
 */
export function inputStart(
  { vars, turn }: InputTexts,
  isShared: (name: string) => boolean = () => false,
): string | null {
  const own = [...vars].filter(([name, { start }]) => start !== "" && !isShared(name)).map(([, text]) => text);
  const longest = own.reduce<InputText | null>(
    (best, text) => (best === null || text.length > best.length ? text : best),
    null,
  );
  return longest?.start ?? turn;
}

/** Notices which variables have the same value in every case: a document that all of them are asked about says nothing of one. */
export class SharedVars {
  readonly #first = new Map<string, unknown>();
  readonly #differing = new Set<string>();
  #cases = 0;

  /** Takes one case in. */
  add(vars: TrialRecord["vars"]): void {
    this.#cases += 1;
    for (const [name, value] of Object.entries(vars)) {
      if (!this.#first.has(name)) this.#first.set(name, value);
      else if (this.#first.get(name) !== value) this.#differing.add(name);
    }
  }

  isShared(name: string): boolean {
    return this.#cases > 1 && !this.#differing.has(name);
  }
}

const HASHED_LIST = /: [0-9a-f]{12}(?:-\d+)?(?:, [0-9a-f]{12}(?:-\d+)?)*(?: and \d+ more cases?)?(?=[.;]|$)/g;

/** A sentence without its list of ids that nobody chose. */
export function withoutHashedIds(sentence: string): string {
  return sentence.replace(HASHED_LIST, "");
}
