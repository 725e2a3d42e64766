import type { Json } from "../../../domain/values/json.ts";
import type { Draft, Rule } from "./draft.ts";

/** JSON on the wire is UTF-8, which has no half surrogates: the API cannot read a body that escapes one. */
export const surrogateRules: readonly Rule[] = [checkSurrogates];

const HALF = /\p{Surrogate}/u;

function checkSurrogates({ body }: Draft): string | null {
  const path = pathOfHalf(body, "");
  return path === null ? null : `${path}: The request body is not valid JSON: no low surrogate in string`;
}

/** The path of the first text (or name) with half a surrogate pair in it. */
function pathOfHalf(value: Json, path: string): string | null {
  if (typeof value === "string") return HALF.test(value) ? path : null;
  if (typeof value !== "object" || value === null) return null;
  for (const [key, member] of Object.entries(value)) {
    if (HALF.test(key)) return path;
    const found = pathOfHalf(member, path === "" ? key : `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}
