import { outcomeCounts, type OutcomeCount, TROUBLES } from "./case-filter.ts";
import type { CaseTable } from "./case-table.ts";

/** What `TROUBLES` is made of, in the order in which it is told. */
const KINDS: readonly string[] = ["failed", "errored", "undecided", "regressed"];

/** "errored", "failed or regressed": which troubles these suites have; a kind that does not occur is not named. */
export function troubleWords(tables: readonly CaseTable[]): string {
  const kinds = troubleKinds(outcomeCounts(tables));
  const last = kinds.at(-1);
  if (last === undefined) return TROUBLES;
  return kinds.length === 1 ? last : `${kinds.slice(0, -1).join(", ")} or ${last}`;
}

/** The kinds of cases to offer: where all troubles are of one kind, that kind is not offered a second time. */
export function offeredOutcomes(counts: readonly OutcomeCount[], shown: string): readonly OutcomeCount[] {
  const [kind, ...others] = troubleKinds(counts);
  if (kind === undefined || others.length > 0) return counts;
  const twice = shown === kind ? TROUBLES : kind;
  return counts.filter(({ outcome }) => outcome !== twice);
}

function troubleKinds(counts: readonly OutcomeCount[]): string[] {
  return KINDS.filter((kind) => counts.some(({ outcome }) => outcome === kind));
}
