import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { Suite } from "../../domain/suite.ts";
import type { ArmFacts } from "./suite-facts.ts";

/** Indexes of two arms of a suite. */
export interface ArmPair {
  readonly baseline: number;
  readonly candidate: number;
}

/**
 * Which arms of a suite are compared (`compare:`), in arm order. `model`: for each prompt, its first model with each
 * other one; `target` the same of targets. `prompt`: for each model (by label), its first prompt with each other one. `first`: the first arm with all.
 */
export function armPairs(arms: readonly Pick<ArmFacts, "id">[], compare: Suite["compare"]): ArmPair[] {
  if (compare === "none") return [];
  const firstOf = new Map<string, number>();
  const pairs: ArmPair[] = [];
  for (const [candidate, { id }] of arms.entries()) {
    const group = groupOf(id, compare);
    const baseline = firstOf.get(group);
    if (baseline === undefined) firstOf.set(group, candidate);
    else pairs.push({ baseline, candidate });
  }
  return pairs;
}

function groupOf(id: string, compare: Exclude<Suite["compare"], "none">): string {
  const slash = id.lastIndexOf("/");
  if (compare === "first") return "";
  return compare === "model" || compare === "target" ? id.slice(slash + 1) : id.slice(0, slash);
}

/** How the arms of two reports pair, or why they do not. */
export type ArmPairing =
  | { readonly status: "paired"; readonly pairs: readonly { readonly baseline: string; readonly candidate: string }[] }
  | { readonly status: "unclear"; readonly reason: Sentence };

/**
 * Pairs the arms of a candidate with those of a baseline: as `explicit` says (candidate → baseline), the others by equal id;
 * failing both, the only arm of each side with the other. Arms without a partner are left out as long as any pair remains.
 */
export function pairArms(
  candidates: readonly string[],
  baselines: readonly string[],
  explicit: Readonly<Record<string, string>>,
): ArmPairing {
  for (const [candidate, baseline] of Object.entries(explicit)) {
    if (candidates.includes(candidate) && baselines.includes(baseline)) continue;
    const arms = { candidates, baselines };
    return { status: "unclear", reason: refusalWords("no-such-pair", { candidate, baseline, arms }) };
  }
  const pairs = candidates.flatMap((candidate) => {
    const baseline = explicit[candidate] ?? candidate;
    return baselines.includes(baseline) ? [{ candidate, baseline }] : [];
  });
  if (pairs.length > 0) return { status: "paired", pairs };
  const [candidate, baseline] = [candidates[0], baselines[0]];
  if (candidates.length === 1 && baselines.length === 1 && candidate !== undefined && baseline !== undefined) {
    return { status: "paired", pairs: [{ candidate, baseline }] };
  }
  return { status: "unclear", reason: refusalWords("no-equal-arms", { arms: { candidates, baselines } }) };
}
