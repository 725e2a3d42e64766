import { plural } from "../../base/figures.ts";
import type { CaseChanges, ChangedVariable, NamedCases } from "./case-matcher.ts";

const NAMED_VARIABLES = 4;

/** " (`note` is new, `message` is another in 3)": which variables make inputs other ones; "" where that is not known. */
export function changedVariables({ vars, inputs }: Pick<CaseChanges, "vars" | "inputs">): string {
  if (vars.length === 0) return "";
  const more = vars.length > NAMED_VARIABLES ? ", …" : "";
  const named = vars.slice(0, NAMED_VARIABLES).map((one) => variableText(one, inputs));
  return ` (${named.join(", ")}${more})`;
}

const CHANGE_WORDS = { new: "is new", gone: "is gone", changed: "is another" } as const;

function variableText({ name, change, cases }: ChangedVariable, { total }: NamedCases): string {
  return `\`${name}\` ${CHANGE_WORDS[change]}${cases === total ? "" : ` in ${cases}`}`;
}

/** Why cases of a baseline have no pair, and the way on; null where all have one. */
export function whyUnpaired(changes: CaseChanges): string | null {
  const { inputs, checks, removed, skipped, quarantined } = changes;
  const parts = [
    some(inputs, (_, have) => `${have} other inputs${changedVariables(changes)}`),
    some(checks, (_, have) => `${have} other checks`),
    some(removed, (are) => `${are} gone`),
    some(skipped, (are) => `${are} skipped now`),
    some(quarantined, (are) => `${are} quarantined now`),
  ].filter((part) => part !== null);
  if (parts.length === 0) return null;
  const isOther = inputs.total + checks.total > 0;
  return `${parts.join(", ")}${isOther ? ": put them back, or accept a run of main with the cases as they are now" : ""}`;
}

function some({ total }: NamedCases, say: (are: string, have: string) => string): string | null {
  if (total === 0) return null;
  const cases = plural(total, "case");
  return total === 1 ? say(`${cases} is`, `${cases} has`) : say(`${cases} are`, `${cases} have`);
}
