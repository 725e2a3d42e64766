import type { Comparison } from "../../domain/formats/records.ts";
import type { SuiteHead } from "../../domain/reporter.ts";
import { shortArmNames } from "../words/arm-names.ts";
import { isCutShort } from "../words/words.ts";

/** What a suite's arms are held against, one comparison an arm. */
export interface Standard {
  /** "vs baseline", "vs v1". Safe to show. */
  readonly title: string;
  /** By the candidate's arm. */
  readonly pairs: ReadonlyMap<string, Comparison>;
}

/** The baseline where there is one, else the arm that each other one is compared with. */
export function standardOf(suite: SuiteHead): Standard {
  const { comparisons, arms } = suite;
  const withBaseline = comparisons.filter(({ against }) => against === "baseline");
  if (withBaseline.length > 0) return { title: "vs baseline", pairs: byCandidate(withBaseline) };
  // When a run was cut short, its arms have not seen the same cases.
  const pairs = isCutShort(suite) ? new Map<string, Comparison>() : byCandidate(comparisons);
  const references = new Set([...pairs.values()].map(({ baseline }) => baseline));
  const names = shortArmNames(arms);
  const shared = sharedName([...references].map((id) => names.get(id) ?? id));
  return { title: shared === null ? "difference" : `vs ${shared}`, pairs };
}

/** What arms have in common: "v1" of haiku/v1 and sonnet/v1, "haiku" of haiku/v1 and haiku/v2; null for nothing. */
function sharedName(names: readonly string[]): string | null {
  const parts = names.map((name) => {
    const at = name.lastIndexOf("/");
    return [name, name.slice(at + 1), at < 0 ? "" : name.slice(0, at)];
  });
  const [first = []] = parts;
  const found = first.findIndex((part, i) => part !== "" && parts.every((one) => one[i] === part));
  return first[found] ?? null;
}

/** Where an arm is compared with several, with the first of them. */
function byCandidate(comparisons: readonly Comparison[]): ReadonlyMap<string, Comparison> {
  const pairs = new Map<string, Comparison>();
  for (const pair of comparisons) if (!pairs.has(pair.candidate)) pairs.set(pair.candidate, pair);
  return pairs;
}
