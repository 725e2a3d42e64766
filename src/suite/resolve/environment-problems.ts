import { said } from "../../domain/diagnostics/said.ts";
import { type EnvironmentReference, environmentReferences } from "../../domain/values/environment-reference.ts";
import type { TargetValueSpec } from "../../domain/formats/suite-spec.ts";
import type { Place, Pointer } from "../../domain/values/problem.ts";
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

/** The same of what an application is given: its environment, the headers it is asked with. */
export function reportTargetValues(
  values: Readonly<Record<string, TargetValueSpec>> | undefined,
  pointer: Pointer,
  at: Resolving,
): void {
  for (const [key, value] of Object.entries(values ?? {})) {
    const problem = typeof value === "string" ? null : problemOf({ name: value.env, path: [key], urls: [] });
    if (problem !== null) at.report({ ...problem, pointer: [key, "env"] }, pointer);
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
