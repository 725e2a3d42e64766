import { HALVES } from "../../domain/reasons/catalogues/english/halves.ts";

/** A check's reason in its two halves: what was wanted, and what there is instead. Raw text. */
export interface Expectation {
  /** Where it was looked at: "$.total". Null for the whole text. */
  readonly at: string | null;
  readonly expected: string;
  readonly got: string;
}

const MAX_CHARS = 4_000;

/**
 * The halves of a reason such as `expected "a", got "b"`; null for reasons in other words, or with several expectations.
 * A comma in quotes parts nothing.
 */
export function expectationOf(reason: string): Expectation | null {
  if (reason.length > MAX_CHARS) return null;
  const start = HALVES.begins.exec(reason);
  if (start === null) return null;
  const rest = reason.slice(start[0].length);
  let isQuoted = false;
  for (let at = 0; at < rest.length; at++) {
    if (rest[at] === '"') isQuoted = !isQuoted;
    const next = isQuoted || rest[at] !== "," ? null : HALVES.goesOn.exec(rest.slice(at, at + 60));
    if (next === null) continue;
    const got = rest.slice(at + next[0].length);
    if (got.includes(HALVES.beginsAgain)) return null;
    return { at: start[1] ?? null, expected: unquoted(rest.slice(0, at)), got: unquoted(got, true) };
  }
  return null;
}

/**
 * One text in quotes without them: beside the other half nobody takes it for more than a text. What stands last may hold
 * quotes of its own.
 */
function unquoted(text: string, isLast = false): string {
  const inner = (isLast ? /^"(.*)"$/s : /^"([^"]*)"$/s).exec(text)?.[1];
  return inner === undefined || inner.trim() === "" || inner.includes('", "') ? text : inner;
}
