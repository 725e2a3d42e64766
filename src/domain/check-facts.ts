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
}

interface Annotation {
  readonly looks_at: string;
  readonly of?: string;
  readonly literal?: boolean;
  readonly has_effects?: boolean;
  readonly names?: string;
  readonly replaces?: readonly string[];
}

const FACTS: ReadonlyMap<string, CheckFacts> = new Map(
  Object.entries(suiteSchema.$defs.checkItem.properties).flatMap(([type, branch]) =>
    "x-check" in branch ? [[type, factsOf(branch["x-check"])]] : [],
  ),
);

/** Every check of the suite language. */
export const CHECK_TYPES: readonly string[] = [...FACTS.keys()];

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
  };
}
