import { type EnvironmentReference, environmentReferences } from "../../domain/values/environment-reference.ts";
import type { Place } from "../../domain/values/problem.ts";
import type { Resolving } from "../sources/resolving.ts";
import type { MergedSettings } from "./settings.ts";

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Members of a tool that the model reads: it could say them to anybody. */
const READ_BY_MODEL: readonly (string | number | undefined)[] = ["name", "description", "type"];

/** Reports the variables that a suite may not name, each where it names it. */
export function reportReferences(merged: MergedSettings, at: Resolving): void {
  for (const reference of environmentReferences(merged)) {
    const problem = problemOf(reference);
    if (problem !== null) at.reportAt(placeOfReference(reference, merged.places) ?? at.place([]), problem);
  }
}

type ReferenceProblem = Parameters<Resolving["reportAt"]>[1];

function problemOf({ name, path }: EnvironmentReference): ReferenceProblem | null {
  if (!NAME.test(name)) {
    const hint = "write `{ env: NAME }`, with letters, digits and `_`";
    return { code: "bad-variable", message: `\`${name}\` cannot be the name of a variable`, hint };
  }
  if (name.toUpperCase().startsWith("ANTHROPIC_")) {
    const message = `a suite may not name \`${name}\`: the credentials of the API are no suite's`;
    return { code: "credential-in-suite", message, hint: "put what is meant into a variable of another name" };
  }
  if (path[0] !== "tools" || !READ_BY_MODEL.includes(path.at(-1))) return null;
  const message = `\`${String(path.at(-1))}\` of a tool is read by the model: no value of the environment may stand there`;
  return { code: "secret-in-prompt", message, hint: "write it out, or remove it" };
}

/** Where a reference stands: under `headers`, under `tools`, or in `request`. */
export function placeOfReference({ path }: EnvironmentReference, places: ReadonlyMap<string, Place>): Place | null {
  const [field = "", ...rest] = path;
  const said = places.get(String(field));
  if (said?.kind !== "node") return said ?? null;
  const isOfRequest = said.pointer.at(-1) === "request";
  return { ...said, pointer: [...said.pointer, ...(isOfRequest ? path : rest)], at: "value" };
}
