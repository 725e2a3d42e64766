import type { Json } from "../../../domain/values/json.ts";
import type { Draft, Rule } from "./draft.ts";

/** JSON on the wire is UTF-8, which has no half surrogates: the API cannot read a body that escapes one. */
export const surrogateRules: readonly Rule[] = [checkSurrogates];

/** Has a text no half of a surrogate pair? A megabyte of Base64 takes no time here, as it would with a pattern. */
export function isWhole(text: string): boolean {
  // ES2024, and in every Node that is supported; the compiler's library is that of ES2023.
  return (text as string & { isWellFormed(): boolean }).isWellFormed();
}

function checkSurrogates({ body }: Draft): string | null {
  const path = pathOfHalf(body, "");
  return path === null ? null : `${path}: The request body is not valid JSON: no low surrogate in string`;
}

/** The path of the first text (or name) with half a surrogate pair in it. */
function pathOfHalf(value: Json, path: string): string | null {
  if (typeof value === "string") return isWhole(value) ? null : path;
  if (typeof value !== "object" || value === null) return null;
  for (const [key, member] of Object.entries(value)) {
    if (!isWhole(key)) return path;
    const found = pathOfHalf(member, path === "" ? key : `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}
