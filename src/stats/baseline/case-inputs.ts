import { canonicalJson } from "../../base/canonical-json.ts";
import { hashText } from "../../base/hash.ts";
import { ownMember } from "../../base/own-member.ts";
import type { BaselineCase } from "../../domain/formats/records.ts";
import { MASKED } from "../../base/mask.ts";

/** Enough to name what has changed; whether anything has is told by the whole hashes. */
const DIGITS = 6;

/** `inputs`: null where it is not known. */
interface AskedHashes {
  readonly inputs: string | null;
  readonly read?: string;
}

/** Do two hashes say that a case asks the same? A variable that nothing reads may differ. */
export function asksTheSame(before: AskedHashes, after: AskedHashes): boolean {
  if (before.inputs === null || after.inputs === null) return false;
  return before.inputs === after.inputs || (before.read ?? before.inputs) === (after.read ?? after.inputs);
}

type VarHashes = NonNullable<BaselineCase["vars"]>;

/** Short hashes of the values of variables. "" where a value was masked: what it was is not known. */
export function varHashes(vars: Readonly<Record<string, unknown>>): VarHashes {
  return Object.fromEntries(
    Object.entries(vars).map(([name, value]) => {
      const text = canonicalJson(value);
      return [name, text.includes(MASKED) ? "" : hashText(text).slice(0, DIGITS)];
    }),
  );
}

/** How a variable differs between two sides of a case. */
export type VarChange = "new" | "gone" | "changed";

/** The variables that differ, by name. */
export function changedVars(before: VarHashes, after: VarHashes): ReadonlyMap<string, VarChange> {
  const found = new Map<string, VarChange>();
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, now] = [ownMember(before, name), ownMember(after, name)];
    if (old === undefined) found.set(name, "new");
    else if (now === undefined) found.set(name, "gone");
    else if (old !== now && old !== "" && now !== "") found.set(name, "changed");
  }
  return found;
}
