import type { CheckRecord } from "../formats/records.ts";

/** What every turn is held to without being said, and what reports call it. */
const TITLES = { refusal: "not refused", complete: "answered whole" } as const;

export type ImpliedType = keyof typeof TITLES;

/** The name of implied checks in records. */
export const IMPLIED_NAME = "implied";

type Marks = Pick<CheckRecord, "type" | "name" | "required" | "weight">;

/**
 * Does this record stand for a check that nobody wrote? People may call theirs `implied` too: a record of one that is like
 * an implied one in all else says `implied: false`.
 */
export function isImplied(check: Marks & Pick<CheckRecord, "implied">): boolean {
  return check.implied !== false && looksImplied(check);
}

/** Has it the name, the type and the weight of an implied one? */
export function looksImplied({ type, name, required, weight }: Marks): boolean {
  return name === IMPLIED_NAME && required && weight === 0 && Object.hasOwn(TITLES, type);
}

/** What reports call an implied check; null: it is none. */
export function impliedTitle(check: CheckRecord): string | null {
  const titles: Readonly<Record<string, string>> = TITLES;
  return isImplied(check) ? (titles[check.type] ?? null) : null;
}
