import { allThere, type MaybePromise, whenThere } from "../../base/maybe-promise.ts";
import { said } from "../../domain/diagnostics/said.ts";
import type { Json, JsonObject } from "../../domain/values/json.ts";
import type { Diagnostic, Place, Problem } from "../../domain/values/problem.ts";
import type { TextSource } from "../../domain/suite.ts";
import type { TemplateProblem } from "./compiled-template.ts";
import { compileTemplate } from "./template.ts";

/** A value, or why it could not be rendered. */
export type Rendered<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Diagnostic[] };

/** A problem at the place of the text (or at the line of its file) that it was found in. */
export function problemAt(place: Place, problem: Problem): Diagnostic {
  const { severity = "error", code, message, hint, pointer } = problem;
  if (place.kind !== "node" || pointer.length === 0) return { severity, code, place, message, hint };
  const inside = { ...place, pointer: [...place.pointer, ...pointer], at: problem.at ?? place.at };
  return { severity, code, place: inside, message, hint };
}

/** A template's problem: at its line when the template is a file, else at the text, with the line in words. */
function templateProblemAt(place: Place, problem: TemplateProblem): Diagnostic {
  const { line, column } = problem;
  if (place.kind === "file") return problemAt({ kind: "line", file: place.file, line, column }, problem);
  if (line === 1) return problemAt(place, problem);
  const { message } = said("template-error.in-line", { wrong: problem, line });
  return problemAt(place, { ...problem, message });
}

/** Renders one text. `typed`: a text that is exactly one `{{ x }}` keeps x's type. */
export function renderSource(source: TextSource, scope: JsonObject, typed: boolean): MaybePromise<Rendered<Json>> {
  const { text, isTemplate, place } = source;
  if (!isTemplate || !holdsTemplate(text)) return { ok: true, value: text };
  return whenThere(compileTemplate(text), (compiled): Rendered<Json> => {
    if (!("render" in compiled)) return failure(place, compiled);
    const result = compiled.render(scope, { typed });
    return result.status === "rendered" ? { ok: true, value: result.value } : failure(place, result.problems);
  });
}

/** Renders one text to text. */
export function renderText(source: TextSource, scope: JsonObject): MaybePromise<Rendered<string>> {
  // Untyped rendering always gives text.
  return renderSource(source, scope, false) as MaybePromise<Rendered<string>>;
}

function failure(place: Place, problems: readonly TemplateProblem[]): { ok: false; problems: Diagnostic[] } {
  return { ok: false, problems: problems.map((problem) => templateProblemAt(place, problem)) };
}

/** Could this text be anything but itself once rendered? */
export function holdsTemplate(text: string): boolean {
  return text.includes("{{") || text.includes("{%");
}

/** Renders every text inside a value, except under the keys that `keep` names. */
export function renderDeep(
  value: Json,
  scope: JsonObject,
  place: Place,
  keep: (key: string) => boolean,
): MaybePromise<Rendered<Json>> {
  if (typeof value === "string") return renderSource({ text: value, isTemplate: true, place }, scope, true);
  if (typeof value !== "object" || value === null) return { ok: true, value };
  if (Array.isArray(value)) {
    const items = value as readonly Json[];
    return gatherAll(items.map((item, index) => renderDeep(item, scope, under(place, index), keep)));
  }
  return renderMap(Object.entries(value), (key, item) =>
    keep(key) ? { ok: true, value: item } : renderDeep(item, scope, under(place, key), keep),
  );
}

/** The map of what `render` makes of each entry. */
export function renderMap<T>(
  entries: readonly (readonly [string, T])[],
  render: (key: string, value: T) => MaybePromise<Rendered<Json>>,
): MaybePromise<Rendered<JsonObject>> {
  const rendered = entries.map(([key, value]) => render(key, value));
  return whenThere(gatherAll(rendered), (gathered): Rendered<JsonObject> => {
    if (!gathered.ok) return gathered;
    return { ok: true, value: Object.fromEntries(entries.map(([key], index) => [key, gathered.value[index] ?? null])) };
  });
}

/** All values, or all problems. */
export function gather<T>(results: readonly Rendered<T>[]): Rendered<T[]> {
  const values: T[] = [];
  for (const result of results) {
    if (!result.ok) return { ok: false, problems: results.flatMap((each) => (each.ok ? [] : each.problems)) };
    values.push(result.value);
  }
  return { ok: true, value: values };
}

/** The same of what may have to be waited for. */
export function gatherAll<T>(results: readonly MaybePromise<Rendered<T>>[]): MaybePromise<Rendered<T[]>> {
  return whenThere(allThere(results), gather);
}

/** The place of a member of what stands at `place`. */
export function under(place: Place, step: string | number): Place {
  return place.kind === "node" ? { ...place, pointer: [...place.pointer, step] } : place;
}
