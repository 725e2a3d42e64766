import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";
import type { Pointer } from "../../domain/values/problem.ts";
import { suiteShapeProblems } from "./report-shape.ts";
import { type ShapeProblem, valueAt } from "./shape-problems.ts";

/** Keys whose value nothing else is found out from: a bad one can be left out of what is looked at further. */
const LEFT_OUT: ReadonlySet<string> = new Set(
  (
    "name description max_tokens temperature top_p top_k stop_sequences thinking output_config tool_choice cache_control " +
    "service_tier speed inference_geo metadata unsupported trials min_score compare gate limits tags weight required"
  ).split(" "),
);

/** A suite as it may have been meant. */
export interface Repaired {
  readonly value: Json;
  /** Where in the suite as written stands what is at a pointer of `value`. */
  readonly asWritten: (pointer: Pointer) => Pointer;
}

/**
 * A suite as its author may have meant it, so that one misspelt key does not hide what is wrong further on: misspelt keys
 * as the nearest known ones, unquoted texts quoted, a map of checks as a list, bad settings left out. Null when it is not
 * clear what was meant.
 */
export function repairShape(value: Json, problems: readonly ShapeProblem[]): Repaired | null {
  let repaired: Json | null = value;
  // Deepest first, so that a renamed key does not lead the others astray.
  for (const problem of [...problems].sort((a, b) => b.pointer.length - a.pointer.length)) {
    repaired = repaired === null ? null : mended(repaired, problem);
  }
  if (repaired === null) return null;
  const renames = problems.flatMap((problem) => {
    const meant = meantKey(problem);
    return meant === null ? [] : [{ pointer: problem.pointer, meant }];
  });
  return { value: repaired, asWritten: (pointer) => asWritten(pointer, renames) };
}

/** A suite repaired as far as its parts show their mistakes: those of a misspelt key's value show when it has its name. */
export interface RepairedSuite extends Repaired {
  /** Misspelt keys that only then were found, where they are written. */
  readonly found: readonly ShapeProblem[];
}

const MAX_ROUNDS = 6;

/** Repairs until the shape is right; null when it is not clear what was meant. */
export function repairAll(written: Json): RepairedSuite | null {
  let suite: RepairedSuite = { value: written, asWritten: (pointer) => pointer, found: [] };
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const problems = suiteShapeProblems(suite.value);
    if (problems.length === 0) return suite;
    // Another mistake in what was renamed may come of the name that was guessed.
    if (round > 0 && problems.some(({ code }) => code !== "unknown-key")) return null;
    const repaired = repairShape(suite.value, problems);
    if (repaired === null) return null;
    const { asWritten: before, found } = suite;
    const placed = round === 0 ? [] : problems.map((problem) => ({ ...problem, pointer: before(problem.pointer) }));
    suite = {
      value: repaired.value,
      asWritten: (pointer) => before(repaired.asWritten(pointer)),
      found: [...found, ...placed],
    };
  }
  return null;
}

function asWritten(
  pointer: Pointer,
  renames: readonly { readonly pointer: Pointer; readonly meant: string }[],
): Pointer {
  const written: (string | number)[] = [];
  for (const step of pointer) {
    const rename = renames.find(({ pointer: at, meant }) => {
      return meant === step && at.length === written.length + 1 && written.every((one, depth) => one === at[depth]);
    });
    written.push(rename?.pointer.at(-1) ?? step);
  }
  return written;
}

/** The known key that a misspelt one is taken for; null for other problems. */
function meantKey({ clue }: ShapeProblem): string | null {
  return clue?.kind === "misspelt" ? clue.meant : null;
}

function mended(root: Json, { code, pointer, clue }: ShapeProblem): Json | null {
  const actual = valueAt(root, pointer);
  if (code === "unknown-key") return clue?.kind === "misspelt" ? renamed(root, pointer, clue.meant) : null;
  if (pointer.at(-1) === "expect" && isJsonObject(actual ?? null)) {
    return changed(root, pointer, (map) => Object.entries(map as JsonObject).map(([key, inner]) => ({ [key]: inner })));
  }
  const leftOut = pointer.findIndex((step) => typeof step === "string" && LEFT_OUT.has(step));
  if (leftOut >= 0 && !pointer.slice(0, leftOut).includes("vars")) return without(root, pointer.slice(0, leftOut + 1));
  if (clue?.kind === "unquoted") return changed(root, pointer, String);
  return null;
}

function renamed(root: Json, pointer: Pointer, meant: string): Json | null {
  const key = pointer.at(-1);
  const parent = valueAt(root, pointer.slice(0, -1));
  if (parent === undefined || !isJsonObject(parent) || Object.hasOwn(parent, meant)) return null;
  const entries = Object.entries(parent).map(([name, value]) => [name === key ? meant : name, value] as const);
  return changed(root, pointer.slice(0, -1), () => Object.fromEntries(entries));
}

function without(root: Json, pointer: Pointer): Json {
  const key = pointer.at(-1);
  return changed(root, pointer.slice(0, -1), (parent) => {
    if (!isJsonObject(parent)) return parent;
    return Object.fromEntries(Object.entries(parent).filter(([name]) => name !== key));
  });
}

/** The value with what stands at `pointer` changed. */
function changed(value: Json, pointer: Pointer, change: (part: Json) => Json): Json {
  const [step, ...rest] = pointer;
  if (step === undefined) return change(value);
  if (Array.isArray(value)) {
    const items: readonly Json[] = value;
    return items.map((item, index) => (index === step ? changed(item, rest, change) : item));
  }
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, key === step ? changed(inner, rest, change) : inner]),
  );
}
