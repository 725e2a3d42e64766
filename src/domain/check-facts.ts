import suiteSchema from "../../schemas/suite.schema.json" with { type: "json" };
import type { CheckType } from "./check.ts";
import type { ImpliedType } from "./values/implied-check.ts";

/**
 * What a check says of itself beside its shape: `x-check` at its branch of schemas/suite.schema.json. Whoever treats one
 * check unlike another asks here and never for its name, so that a new check is a branch of the schema, a file and a line
 * of the registry.
 */
export interface CheckFacts {
  /**
   * `text`: the text, of which `on` and `answer` may pick a part. `answer`: the whole answer, its text among it. `record`:
   * how the answer came to be (tools, ending, cost, time), never its text. `inner`: what the checks inside it look at.
   */
  readonly looksAt: "text" | "answer" | "record" | "inner";
  /** What it looks at without `turn`: the last turn, or the whole trial. */
  readonly of: "turn" | "trial";
  /** Its arguments are never templates. */
  readonly isLiteral: boolean;
  /** More than the answer and the arguments decides: an earlier verdict may not stand, and nothing runs it to try it out. */
  readonly hasEffects: boolean;
  /** What its arguments name: tools of the suite, a program, or a judge. */
  readonly names: "tools" | "script" | "judge" | null;
  /** The implied checks that it stands in for. */
  readonly replaces: readonly ImpliedType[];
  /** How it reads variables beside templates: its texts are expressions, or it is handed everything. */
  readonly reads: "expression" | "everything" | null;
  /** A number stays a number in its arguments, however it is written. */
  readonly takesNumbers: boolean;
  /** Its argument is a number: at most so much of this. */
  readonly limits: "usd" | "ms" | null;
  /** The catalogue has its form, for who writes a value of a wrong type. */
  readonly tellsForm: boolean;
  /** The member of its argument in which a file stands, for who writes the file's path alone. */
  readonly fileMember: string | null;
}

interface Annotation {
  readonly looks_at: string;
  readonly of?: string;
  readonly literal?: boolean;
  readonly has_effects?: boolean;
  readonly names?: string;
  readonly replaces?: readonly string[];
  readonly reads?: string;
  readonly takes_numbers?: boolean;
  readonly limits?: string;
  readonly tells_form?: boolean;
  readonly file_member?: string;
}

const FACTS: ReadonlyMap<string, CheckFacts> = new Map(
  Object.entries(suiteSchema.$defs.checkItem.properties).flatMap(([type, branch]) =>
    "x-check" in branch ? [[type, factsOf(branch["x-check"])]] : [],
  ),
);

/** Every check of the suite language. */
export const CHECK_TYPES: readonly string[] = [...FACTS.keys()];

/** Checks by how they read variables, as `mentionsOf` is told of them. */
export const READERS: Readonly<Record<"expressions" | "open", readonly string[]>> = {
  expressions: typesThat(({ reads }) => reads === "expression"),
  open: typesThat(({ reads }) => reads === "everything"),
};

/** The checks whose arguments are never templates. */
export const LITERAL_CHECKS: readonly string[] = typesThat(({ isLiteral }) => isLiteral);

/** What a check says of itself; null: it is none. */
export function factsOfKey(key: string): CheckFacts | null {
  return FACTS.get(key) ?? null;
}

/** Is it a check that a judge decides, and not one around others? */
export function isJudgedCheck(type: string): boolean {
  return FACTS.get(type)?.names === "judge";
}

function typesThat(hold: (facts: CheckFacts) => boolean): string[] {
  return [...FACTS].flatMap(([type, facts]) => (hold(facts) ? [type] : []));
}

/** Is this the name of a check? */
export function isCheckType(key: string): key is CheckType {
  return FACTS.has(key);
}

/** What a check says of itself. */
export function checkFacts(type: CheckType): CheckFacts {
  const facts = FACTS.get(type);
  if (facts === undefined) throw new RangeError(`the schema has no x-check for ${type}`);
  return facts;
}

/** The words of the schema, which a test holds against this type. */
function factsOf(said: Annotation): CheckFacts {
  return {
    looksAt: said.looks_at as CheckFacts["looksAt"],
    of: said.of === "trial" ? "trial" : "turn",
    isLiteral: said.literal ?? false,
    hasEffects: said.has_effects ?? false,
    names: (said.names ?? null) as CheckFacts["names"],
    replaces: (said.replaces ?? []) as CheckFacts["replaces"],
    reads: (said.reads ?? null) as CheckFacts["reads"],
    takesNumbers: said.takes_numbers ?? false,
    limits: (said.limits ?? null) as CheckFacts["limits"],
    tellsForm: said.tells_form ?? false,
    fileMember: said.file_member ?? null,
  };
}
