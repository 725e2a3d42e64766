import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { CaseAspect } from "../../domain/diagnostics/english/refusals/shards.ts";
import { MASKED } from "../../base/mask.ts";
import { canonicalJson } from "../../base/canonical-json.ts";
import type { Invocation } from "../../domain/invocation.ts";
import type { SuiteSnapshot, TrialRecord } from "../../domain/formats/records.ts";
import type { PlannedCase } from "../../plan/cases/planned-case.ts";
import { recordDifferences } from "../../plan/cases/record-differences.ts";
import { loadJournal } from "../../store/journal/journal-history.ts";
import { LineReader } from "../../store/journal/line-reader.ts";
import type { CheckedSuites } from "../passes/check-suites.ts";
import { createPlanStream, type PlanStream } from "../passes/plan-stream.ts";
import type { CheckedSuite } from "../passes/preflight.ts";
import { planHashOf } from "./plan-hash.ts";
import type { StoredShard } from "./shard-set.ts";

type Shards = readonly [StoredShard, ...StoredShard[]];

/**
 * Why the suites that are here are not those that the shards ran; null where they are. The trials of shards are taken as they
 * were graded, so whatever bears on one must be as it was: what is asked, what is expected, how its case counts.
 */
export async function changedSinceShards(
  shards: Shards,
  { suites, facts }: CheckedSuites,
  selection: Pick<Invocation, "cases" | "tags">,
): Promise<Sentence | null> {
  const [{ line }] = shards;
  if (planHashOf(suites) !== line.plan_hash) return refusalWords("shards-of-other-plan");
  const pairs = suites.map((now, index) => ({ now, old: line.suites[index] }));
  const expects = pairs.find(({ now, old }) => now.hashes.checks !== old?.hashes.checks);
  if (expects !== undefined) return refusalWords("suite-expects-otherwise", { file: fileOf(expects) });
  const prices = [line.price_table, facts.priceTable] as const;
  if (prices[0] !== prices[1]) return refusalWords("shards-of-other-prices", { prices });
  if (pairs.every(isTreatedAsThen)) return null;
  const named = await caseThatDiffers(shards, createPlanStream(suites, selection));
  if (named !== null) return named;
  // A version that kept no such hash kept records that tell most of it.
  const told = pairs.find((pair) => !isTreatedAsThen(pair) && pair.old?.treatment !== undefined);
  return told === undefined ? null : refusalWords("suite-treats-otherwise", { file: fileOf(told) });
}

/** A suite, and what the shards kept of it. */
interface SuitePair {
  readonly now: CheckedSuite;
  readonly old: SuiteSnapshot | undefined;
}

function isTreatedAsThen({ now, old }: SuitePair): boolean {
  return now.hashes.cases === old?.hashes.cases && now.treatment === old.treatment;
}

function fileOf({ now }: SuitePair): string {
  return now.loaded.suite.displayFile;
}

/** The first case of a shard whose records say of it what the suite does not; null where none does. */
async function caseThatDiffers(shards: Shards, stream: PlanStream): Promise<Sentence | null> {
  for (const { journal } of shards) {
    const loaded = await loadJournal(journal);
    if (loaded.status !== "loaded") continue; // told when it is merged
    const { trials } = loaded.history;
    const reader = new LineReader(journal);
    try {
      for (const [index, { displayFile: file }] of stream.suites.entries()) {
        for await (const { planned, ordinal } of stream.cases(index)) {
          const place = trials.placeOf(ordinal);
          const line = place === null ? null : reader.read(place);
          const what = line?.type === "trial" ? aspectsOf(line.record, planned) : [];
          if (what.length > 0) return refusalWords("case-treated-otherwise", { file, id: planned.id, what });
        }
      }
    } finally {
      reader.close();
    }
  }
  return null;
}

/** Variables that were masked may be the same. */
function aspectsOf(record: TrialRecord, planned: PlannedCase): CaseAspect[] {
  const isMasked = canonicalJson(record.vars).includes(MASKED);
  return recordDifferences(record, planned).filter((aspect) => aspect !== "vars" || !isMasked);
}
