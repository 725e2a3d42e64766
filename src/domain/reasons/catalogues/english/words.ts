import type { CountRange } from "../../../values/count-range.ts";
import type { Excerpts } from "../../excerpt.ts";

/** A count with its noun: `1 word`, `2 words`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** A range in words: `exactly 2`, `at least 1`, `1 to 3`. */
export function rangeWords({ min, max }: CountRange): string {
  if (min === max) return `exactly ${min}`;
  if (max === Number.POSITIVE_INFINITY) return `at least ${min}`;
  return min === 0 ? `at most ${max}` : `${min} to ${max}`;
}

/** `"a", "b" and 3 more`. */
export function listed({ shown, more }: Excerpts): string {
  return `${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
