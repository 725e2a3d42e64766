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
 * The start of what a case asks: the text variable that `vars` finds to be the input of all cases, else its longest one that is not
 * the same in every case, else its first turn; null when there is none. Raw text.
 */
export function inputStart({ vars: texts, turn }: InputTexts, vars: SeenVars): string | null {
  const usual = texts.get(vars.inputName() ?? "")?.start ?? "";
  if (usual !== "") return usual;
  const own = [...texts].filter(([name, { start }]) => start !== "" && !vars.isShared(name)).map(([, text]) => text);
  const longest = own.reduce<InputText | null>(
    (best, text) => (best === null || text.length > best.length ? text : best),
    null,
  );
  return longest?.start ?? turn;
}

/** A longer text weighs no more: it is a document rather than a question. */
const MAX_WEIGHT = 600;

/**
 * Notices what a suite's variables are: one that has the same value in every case (a document that all are asked about) says nothing of
 * one; of the others that are sent, the one with the most text in it is what cases ask; the rest are labels and settings.
 */
export class SeenVars {
  readonly #first = new Map<string, unknown>();
  readonly #differing = new Set<string>();
  readonly #weights = new Map<string, number>();
  /** The same of texts that were seen in what was sent. */
  readonly #sent = new Map<string, number>();
  #cases = 0;

  /** Takes one case in. */
  add({ vars, turns }: Pick<TrialRecord, "vars" | "turns">): void {
    const user = turns.map((turn) => turn.user).join("\n");
    this.#cases += 1;
    for (const [name, value] of Object.entries(vars)) {
      if (!this.#first.has(name)) this.#first.set(name, value);
      else if (this.#first.get(name) !== value) this.#differing.add(name);
      if (typeof value !== "string" || value === "") continue;
      addWeight(this.#weights, name, value);
      if (user.includes(value.slice(0, INPUT_CHARS))) addWeight(this.#sent, name, value);
    }
  }

  isShared(name: string): boolean {
    return this.#cases > 1 && !this.#differing.has(name);
  }

  /** The variable that holds what cases ask; null when none differs. */
  inputName(): string | null {
    return this.#heaviest(this.#sent) ?? this.#heaviest(this.#weights);
  }

  #heaviest(weights: ReadonlyMap<string, number>): string | null {
    const own = [...weights].filter(([name]) => !this.isShared(name));
    return own.sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
  }
}

function addWeight(weights: Map<string, number>, name: string, text: string): void {
  weights.set(name, (weights.get(name) ?? 0) + Math.min(text.length, MAX_WEIGHT));
}

const HASHED_LIST = /: [0-9a-f]{12}(?:-\d+)?(?:, [0-9a-f]{12}(?:-\d+)?)*(?: and \d+ more cases?)?(?=[.;]|$)/g;

/** A sentence without its list of ids that nobody chose. */
export function withoutHashedIds(sentence: string): string {
  return sentence.replace(HASHED_LIST, "");
}

const HASHED_IDS = /\b[0-9a-f]{12}(?:-\d+)?\b/g;

/** A sentence with cases called as people know them. `labels`: by id. */
export function withCaseLabels(sentence: string, labels: ReadonlyMap<string, string>): string {
  return labels.size === 0 ? sentence : sentence.replace(HASHED_IDS, (id) => labels.get(id) ?? id);
}
