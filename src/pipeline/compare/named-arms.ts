import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { shortArmNames } from "../../report/words/arm-names.ts";

/** What the name of an arm means on one side. */
export type ArmLookup =
  | { readonly status: "found"; readonly index: number }
  | { readonly status: "unknown" }
  /** It may be any of these. */
  | { readonly status: "ambiguous"; readonly ids: readonly string[] };

/** The arm of that id, else the only one with that label, else the only one that tables call so ("short") or with that prompt. */
export function findArm(armIds: readonly string[], name: string): ArmLookup {
  const exact = armIds.indexOf(name);
  if (exact >= 0) return { status: "found", index: exact };
  const shown = [...shortArmNames(armIds.map((id) => ({ id }))).values()];
  const labelled = indexesOf(armIds, (id) => id.startsWith(`${name}/`));
  const called = indexesOf(armIds, (id, index) => shown[index] === name || id.endsWith(`/${name}`));
  const meant = labelled.length === 1 ? labelled : [...new Set([...labelled, ...called])];
  const [index] = meant;
  if (index === undefined) return { status: "unknown" };
  return meant.length === 1
    ? { status: "found", index }
    : { status: "ambiguous", ids: meant.flatMap((one) => armIds[one] ?? []) };
}

/** Why none of several arms is taken; null where the name is not ambiguous. */
export function ambiguity(name: string, arm: ArmLookup): Sentence | null {
  return arm.status === "ambiguous" ? refusalWords("ambiguous-arm", { name, ids: arm.ids }) : null;
}

/** The arms of the two sides that a suite is on. */
export interface SidesArms {
  readonly baseline: readonly string[];
  readonly candidate: readonly string[];
}

export type ExplicitArms =
  /** Candidate arm → baseline arm, by id, a suite each. */
  | { readonly status: "resolved"; readonly arms: readonly Readonly<Record<string, string>>[] }
  | { readonly status: "refused"; readonly message: Sentence };

/**
 * Names of arms that belong together (candidate → baseline) as ids, suite by suite: a suite that does not have them pairs as it
 * would without them. Names that no suite has stand as they are, for the suites to say what arms there are.
 */
export function explicitArms(named: Readonly<Record<string, string>>, suites: readonly SidesArms[]): ExplicitArms {
  const arms: Record<string, string>[] = suites.map(() => ({}));
  for (const [candidate, baseline] of Object.entries(named)) {
    let isKnown = false;
    for (const [index, sides] of suites.entries()) {
      const found = [findArm(sides.candidate, candidate), findArm(sides.baseline, baseline)] as const;
      const message = ambiguity(candidate, found[0]) ?? ambiguity(baseline, found[1]);
      if (message !== null) return { status: "refused", message };
      const [a, b] = [idOf(sides.candidate, found[0]), idOf(sides.baseline, found[1])];
      if (a === null || b === null) continue;
      isKnown = true;
      arms[index] = { ...arms[index], [a]: b };
    }
    if (!isKnown) for (const own of arms) own[candidate] = baseline;
  }
  return { status: "resolved", arms };
}

function idOf(ids: readonly string[], arm: ArmLookup): string | null {
  return arm.status === "found" ? (ids[arm.index] ?? null) : null;
}

function indexesOf(ids: readonly string[], isMeant: (id: string, index: number) => boolean): number[] {
  return ids.flatMap((id, index) => (isMeant(id, index) ? [index] : []));
}
