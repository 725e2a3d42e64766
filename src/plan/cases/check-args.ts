import type { MaybePromise } from "../../base/maybe-promise.ts";
import { checkFacts, LITERAL_CHECKS } from "../../domain/check-facts.ts";
import type { Json, JsonObject } from "../../domain/values/json.ts";
import type { CheckSource } from "../../domain/suite.ts";
import { holdsTemplate, type Rendered, renderDeep } from "../templates/rendering.ts";

/** Never templates, wherever they stand in a check: patterns, expressions, schemas, paths, and what the schema enumerates. */
const LITERAL_KEYS = new Set([...LITERAL_CHECKS, "pattern", "cel", "schema", "path", "on", "flags", "file"]);

/** The arguments of a check with their templates rendered; the same object when nothing in them is a template. */
export function renderCheckArgs(check: CheckSource, scope: JsonObject): MaybePromise<Rendered<Json>> {
  if (checkFacts(check.type).isLiteral || !mentionsTemplate(check.args)) return { ok: true, value: check.args };
  return renderDeep(check.args, scope, check.place, (key) => LITERAL_KEYS.has(key));
}

function mentionsTemplate(value: Json): boolean {
  if (typeof value === "string") return holdsTemplate(value);
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some(mentionsTemplate);
}
