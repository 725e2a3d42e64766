import { noteWords } from "../../domain/diagnostics/note-words.ts";
import type { OtherArm } from "../../domain/diagnostics/english/notes/baselines.ts";
import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { canonicalJson } from "../../base/canonical-json.ts";
import { asksTheSame } from "./case-inputs.ts";
import type { BaselineArmRecord, BaselineCase, BaselineFile, BaselineResult } from "../../domain/formats/records.ts";

export type Pooled =
  | {
      readonly status: "pooled";
      readonly file: BaselineFile;
      /** What was not pooled and why, in sentences. */
      readonly notes: readonly Sentence[];
    }
  | { readonly status: "refused"; readonly reason: Sentence };

/** The cases and arms that a run left out on purpose. Their absence does not mean that the suite lost them. */
export interface LeftOut {
  /** By `--case` or `--tag`. */
  readonly cases: boolean;
  /** By `--model`, `--prompt` or `--target`. */
  readonly arms: boolean;
}

/**
 * A baseline with one more run in it. Trials of a case add up over the runs, so that the baseline is an average and not the
 * best run that there was (the best of 5 identical runs of 100 cases sits 2.8 points above the truth). What is no longer
 * the same thing is not mixed: an arm with another prompt, other settings or another served model, and a case with other
 * inputs or checks, begin anew with the newer run. Cases and arms that the newer run does not have are dropped, unless it
 * was of a part alone: then they stay as they are.
 */
export function poolBaselines(older: BaselineFile, newer: BaselineFile, leftOut: LeftOut): Pooled {
  const refusal = refusalOf(older, newer);
  if (refusal !== null) return { status: "refused", reason: refusal };
  const notes: Sentence[] = [];
  const arms = pooledArms(older.arms, newer.arms, leftOut.arms, notes);
  const known = new Map(older.cases.map((one) => [one.id, one]));
  let restarted = 0;
  const cases = newer.cases.map((one) => {
    const before = known.get(one.id) ?? null;
    known.delete(one.id);
    const isSame = before !== null && isSameCase(before, one);
    if (before !== null && !isSame) restarted++;
    return { ...one, arms: arms.map((arm) => resultOf(arm, isSame ? before : null, one)) };
  });
  if (restarted > 0) notes.push(noteWords("cases-begun-anew", { count: restarted }));
  const kept = leftOut.cases ? [...known.values()].flatMap((one) => keptCase(one, arms)) : [];
  const dropped = known.size - kept.length;
  if (kept.length > 0) notes.push(noteWords("cases-kept", { count: kept.length }));
  if (dropped > 0) notes.push(noteWords("cases-dropped", { count: dropped }));
  const all = kept.length === 0 ? cases : [...cases, ...kept].sort((a, b) => (a.id < b.id ? -1 : 1));
  const hasOtherPrices = older.price_table !== newer.price_table;
  if (hasOtherPrices) notes.push(noteWords("costs-begun-anew", { prices: [older.price_table, newer.price_table] }));
  const priced = hasOtherPrices ? withCostsOf(newer, arms, all) : all;
  return { status: "pooled", file: { ...newer, arms: arms.map(({ record }) => record), cases: priced }, notes };
}

/**
 * At other prices a cost is another figure, and the tokens that it was of are not all kept: costs are those of the newer run
 * alone, and not known where it has none.
 */
function withCostsOf(newer: BaselineFile, arms: readonly PooledArm[], cases: readonly BaselineCase[]): BaselineCase[] {
  const results = new Map(newer.cases.map((one) => [one.id, one.arms]));
  const costOf = (id: string, arm: number): number | null => {
    return results.get(id)?.[arms[arm]?.inNewer ?? -1]?.cost_usd ?? null;
  };
  return cases.map((one) => ({
    ...one,
    arms: one.arms.map((result, arm) => (result === null ? null : { ...result, cost_usd: costOf(one.id, arm) })),
  }));
}

/** An arm of the pooled baseline, and where its results stand in the two; −1: they are not taken, or there are none. */
interface PooledArm {
  readonly record: BaselineArmRecord;
  readonly inOlder: number;
  readonly inNewer: number;
}

function pooledArms(
  older: readonly BaselineArmRecord[],
  newer: readonly BaselineArmRecord[],
  keepsOthers: boolean,
  notes: Sentence[],
): readonly PooledArm[] {
  const arms = newer.map((arm, inNewer): PooledArm => {
    const inOlder = sourceArm(older, arm, notes);
    const before = older[inOlder];
    const runs = [...(before?.runs ?? []), ...arm.runs];
    const shards = [...(before?.shards ?? []), ...(arm.shards ?? [])];
    return { record: { ...arm, runs, ...(shards.length === 0 ? {} : { shards }) }, inOlder, inNewer };
  });
  const others = [...older.entries()].filter(([, { id }]) => newer.every((arm) => arm.id !== id));
  if (others.length === 0) return arms;
  const ids = others.map(([, { id }]) => id);
  notes.push(noteWords(keepsOthers ? "arms-kept" : "arms-dropped", { arms: ids }));
  return keepsOthers ? [...arms, ...others.map(([inOlder, record]) => ({ record, inOlder, inNewer: -1 }))] : arms;
}

function resultOf(
  { inOlder, inNewer }: PooledArm,
  before: BaselineCase | null,
  after: BaselineCase | null,
): BaselineResult | null {
  return sum(before?.arms[inOlder] ?? null, after?.arms[inNewer] ?? null);
}

/** A case that was not run, of arms that did not begin anew; none where all did. */
function keptCase(one: BaselineCase, arms: readonly PooledArm[]): BaselineCase[] {
  const results = arms.map((arm) => resultOf(arm, one, null));
  return results.every((result) => result === null) ? [] : [{ ...one, arms: results }];
}

function refusalOf(older: BaselineFile, newer: BaselineFile): Sentence | null {
  if (older.suite !== newer.suite)
    return refusalWords("baseline-of-other-suite", { suites: [older.suite, newer.suite] });
  if (older.replies !== newer.replies) {
    return refusalWords("baseline-of-other-replies", { replies: [older.replies, newer.replies] });
  }
  const [before, after] = [older.platform, newer.platform];
  if (before !== undefined && after !== undefined && before !== after) {
    return refusalWords("baseline-of-other-platform", { platforms: [before, after] });
  }
  const pooled = new Set(older.arms.flatMap(({ runs }) => runs));
  const again = newer.arms.flatMap(({ runs }) => runs).find((run) => pooled.has(run));
  if (again !== undefined) return refusalWords("pooled-already", { run: again });
  const parts = new Set(older.arms.flatMap(({ shards = [] }) => shards));
  const part = newer.arms.flatMap(({ runs: [run = ""], shards = [] }) => shards.map((shard) => ({ run, shard })));
  const twice = part.find(({ shard }) => parts.has(shard));
  return twice === undefined ? null : refusalWords("pooled-shard-already", twice);
}

/** The index of the arm whose results go on; −1 when the arm begins anew. */
function sourceArm(older: readonly BaselineArmRecord[], arm: BaselineArmRecord, notes: Sentence[]): number {
  const index = older.findIndex(({ id }) => id === arm.id);
  const before = older[index];
  if (before === undefined) return -1;
  const other = whatChanged(before, arm);
  if (other === null) return index;
  notes.push(noteWords("arm-begun-anew", { arm: arm.id, other }));
  return -1;
}

function whatChanged(before: BaselineArmRecord, after: BaselineArmRecord): OtherArm | null {
  if (before.prompt_text !== after.prompt_text) return "prompt";
  if (before.model !== after.model) return "model";
  if (canonicalJson(before.settings) !== canonicalJson(after.settings)) return "settings";
  return canonicalJson(before.served) === canonicalJson(after.served) ? null : "served";
}

function isSameCase(before: BaselineCase, after: BaselineCase): boolean {
  return asksTheSame(before, after) && before.checks === after.checks;
}

function sum(a: BaselineResult | null, b: BaselineResult | null): BaselineResult | null {
  if (a === null || b === null) return a ?? b;
  const [trialsA, trialsB] = [a.passed + a.failed, b.passed + b.failed];
  const mean = (x: number | null, y: number | null, decimals: number): number | null => {
    if (x === null || y === null) return null;
    return Number(((x * trialsA + y * trialsB) / (trialsA + trialsB)).toFixed(decimals));
  };
  const score = mean(a.score ?? null, b.score ?? null, 6);
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    ...(score === null ? {} : { score }),
    cost_usd: mean(a.cost_usd, b.cost_usd, 12),
    latency_ms: mean(a.latency_ms, b.latency_ms, 1),
    output_tokens: mean(a.output_tokens, b.output_tokens, 2),
  };
}
