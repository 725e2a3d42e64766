import type { BaselineCase, BaselineResult, CaseHashes, TrialRecord } from "../../domain/formats/records.ts";
import { varHashes } from "./case-inputs.ts";
import { type AssembledCase, assembleCases } from "../summary/assemble-cases.ts";
import type { CaseCounts, MeasuredSum } from "../rate/case-counts.ts";

/** A trial, and what its case asks and expects; null where that is not known (JSON reports, older journals). */
export interface HashedTrial {
  readonly record: TrialRecord;
  readonly hashes: CaseHashes | null;
}

export interface CollectedCases {
  /** Ascending by id (code units). */
  readonly cases: readonly BaselineCase[];
  /** By arm, the models that answered, sorted. */
  readonly served: readonly (readonly string[])[];
}

/** Decimals kept of means: a picodollar, a tenth of a millisecond, a hundredth of a token. */
const SCORE_DECIMALS = 6;
const DECIMALS = { costUsd: 12, latencyMs: 1, outputTokens: 2 } as const;

/**
 * What the cases of a run did, from its trials in plan order. Quarantined cases and cases without a verdict are left out.
 * Holds one entry a case.
 */
export async function collectCases(
  trials: AsyncIterable<HashedTrial>,
  armIds: readonly string[],
): Promise<CollectedCases> {
  const hashes = new Map<string, KnownCase>();
  const served = new Map(armIds.map((id) => [id, new Set<string>()]));
  async function* records(): AsyncIterable<TrialRecord> {
    for await (const trial of trials) {
      const { case: id, vars } = trial.record;
      if (trial.hashes !== null && !hashes.has(id)) hashes.set(id, { ...trial.hashes, vars: varHashes(vars) });
      if (trial.record.model_served !== null) served.get(trial.record.arm)?.add(trial.record.model_served);
      yield trial.record;
    }
  }
  const cases: BaselineCase[] = [];
  for await (const assembled of assembleCases(records(), armIds)) {
    const known = hashes.get(assembled.id) ?? null;
    if (!assembled.quarantined) cases.push(...baselineCase(assembled, known));
  }
  cases.sort((a, b) => (a.id < b.id ? -1 : 1));
  return { cases, served: armIds.map((id) => [...(served.get(id) ?? [])].sort()) };
}

type KnownCase = CaseHashes & Required<Pick<BaselineCase, "vars">>;

function baselineCase({ id, cluster, arms }: AssembledCase, hashes: KnownCase | null): BaselineCase[] {
  const results = arms.map(resultOf);
  if (results.every((result) => result === null)) return [];
  const known = hashes ?? { inputs: null, checks: null };
  return [{ id, ...(cluster === null ? {} : { cluster }), ...known, arms: results }];
}

function resultOf(counts: CaseCounts | null): BaselineResult | null {
  if (counts === null || counts.passed + counts.failed === 0) return null;
  const mean = (measure: keyof typeof DECIMALS): number | null => {
    const { sum, count }: MeasuredSum = counts.measured[measure];
    return count === 0 ? null : Number((sum / count).toFixed(DECIMALS[measure]));
  };
  const score = counts.scored === 0 ? null : Number((counts.scoreSum / counts.scored).toFixed(SCORE_DECIMALS));
  return {
    passed: counts.passed,
    failed: counts.failed,
    ...(score === null ? {} : { score }),
    cost_usd: mean("costUsd"),
    latency_ms: mean("latencyMs"),
    output_tokens: mean("outputTokens"),
  };
}
