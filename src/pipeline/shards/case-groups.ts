import { hash64 } from "../../base/lists/typed-list.ts";
import { cachePrefixes } from "../../plan/requests/cache-prefix.ts";
import { turnRequest } from "../../plan/requests/plan-trial.ts";
import type { PlannedCase } from "../../plan/cases/planned-case.ts";
import type { CaseSelection } from "../../plan/cases/select-cases.ts";
import { checkedCases } from "../passes/checked-cases.ts";
import type { CheckedSuite } from "../passes/preflight.ts";

/** A case with what it is dealt out by: cases with the same key go to the same shard. */
export interface KeyedCase {
  readonly planned: PlannedCase;
  readonly key: string;
}

/** At most so much of a shard may share a prefix that is kept together: what all cases share would be one shard. */
const MOST_OF_A_SHARD = 1 / 4;

/**
 * The cases of a suite in file order, each with its key: a cached prefix that at most a quarter of a shard shares (a document,
 * not the suite's system prompt), the longest there is, else the case's id.
 */
export async function* keyedCases(
  checked: CheckedSuite,
  selection: CaseSelection,
  shards: number,
): AsyncIterable<KeyedCase> {
  const small = await smallGroups(checked, selection, shards);
  for await (const planned of casesOf(checked, selection)) {
    const prefixes = small.size === 0 ? [] : await prefixesOf(checked, planned);
    const together = prefixes.findLast((hash) => small.has(hash64(hash)));
    yield { planned, key: together ?? planned.id };
  }
}

/** Prefixes that some cases share, but few enough to be kept together. */
async function smallGroups(
  checked: CheckedSuite,
  selection: CaseSelection,
  shards: number,
): Promise<ReadonlySet<bigint>> {
  if (checked.sharedPrefixes.size === 0) return new Set();
  const counts = new Map<bigint, number>();
  for await (const planned of casesOf(checked, selection)) {
    for (const hash of new Set((await prefixesOf(checked, planned)).map(hash64))) {
      if (checked.sharedPrefixes.has(hash)) counts.set(hash, (counts.get(hash) ?? 0) + 1);
    }
  }
  const most = (checked.cases / shards) * MOST_OF_A_SHARD;
  return new Set([...counts].flatMap(([hash, count]) => (count > 1 && count <= most ? [hash] : [])));
}

async function* casesOf(checked: CheckedSuite, selection: CaseSelection): AsyncIterable<PlannedCase> {
  for await (const planned of checkedCases(checked, selection)) if (planned !== null) yield planned;
}

/** The cached prefixes of a case's first request on its first arm, shortest first: other arms cache the same documents. */
async function prefixesOf(
  { loaded: { suite, files } }: CheckedSuite,
  planned: PlannedCase,
): Promise<readonly string[]> {
  const [arm] = suite.arms;
  if (arm === undefined) return [];
  const request = await turnRequest({ suite, suiteIndex: 0, planned, arm, files }, 1, [], []);
  return request.ok ? cachePrefixes(request.value).map(({ hash }) => hash) : [];
}
