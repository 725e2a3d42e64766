import { said } from "../../domain/diagnostics/said.ts";
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
  if (!NAME.test(name)) return said("bad-variable", { name });
  if (name.toUpperCase().startsWith("ANTHROPIC_")) return said("credential-in-suite.variable", { name });
  if (path[0] !== "tools" || !READ_BY_MODEL.includes(path.at(-1))) return null;
  return said("secret-in-prompt", { member: String(path.at(-1)) });
}

/** Where a reference stands: under `headers`, under `tools`, or in `request`. */
export function placeOfReference({ path }: EnvironmentReference, places: ReadonlyMap<string, Place>): Place | null {
  const [field = "", ...rest] = path;
  const said = places.get(String(field));
  if (said?.kind !== "node") return said ?? null;
  const isOfRequest = said.pointer.at(-1) === "request";
  return { ...said, pointer: [...said.pointer, ...(isOfRequest ? path : rest)], at: "value" };
}
