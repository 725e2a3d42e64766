import type { TrialRecord } from "../../domain/records.ts";
import { assembleCases } from "./assemble-cases.ts";
import { type CaseCounts, type Measure, type MeasuredSum } from "./case-counts.ts";
import type { BaselineArm } from "./suite-facts.ts";

/**
 * The arms of a baseline from the trials of one or more runs, each in plan order. Runs are pooled: trials of a case add up
 * over all of them, so that a baseline is an average and not the best run that there was (the best of 5 identical runs of
 * 100 cases sits 2.8 points above the truth). Quarantined cases and cases without a verdict are left out. Holds one entry a
 * case and arm.
 */
export async function collectBaseline(
  runs: readonly AsyncIterable<TrialRecord>[],
  armIds: readonly string[],
): Promise<BaselineArm[]> {
  const pools = armIds.map(() => new Map<string, CaseCounts>());
  for (const run of runs) {
    for await (const { id, quarantined, arms } of assembleCases(run, armIds)) {
      for (const [arm, counts] of quarantined ? [] : arms.entries()) {
        if (counts !== null) pools[arm]?.set(id, addCounts(pools[arm].get(id), counts));
      }
    }
  }
  return pools.map((pool, arm) => inColumns(armIds[arm] ?? "", pool));
}

function addCounts(a: CaseCounts | undefined, b: CaseCounts): CaseCounts {
  if (a === undefined) return b;
  const plus = (measure: Measure): MeasuredSum => ({
    sum: a.measured[measure].sum + b.measured[measure].sum,
    count: a.measured[measure].count + b.measured[measure].count,
  });
  return {
    trials: a.trials + b.trials,
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    undecided: a.undecided + b.undecided,
    errored: a.errored + b.errored,
    missing: a.missing + b.missing,
    leftOut: a.leftOut + b.leftOut,
    scoreSum: a.scoreSum + b.scoreSum,
    scored: a.scored + b.scored,
    measured: { costUsd: plus("costUsd"), latencyMs: plus("latencyMs"), outputTokens: plus("outputTokens") },
  };
}

function inColumns(id: string, pool: ReadonlyMap<string, CaseCounts>): BaselineArm {
  const rows = [...pool].filter(([, counts]) => counts.passed + counts.failed > 0).sort(([a], [b]) => (a < b ? -1 : 1));
  const means = (measure: Measure): (number | null)[] => rows.map(([, counts]) => meanOf(counts.measured[measure]));
  const answered = rows.reduce((sum, [, counts]) => sum + counts.passed + counts.failed + counts.undecided, 0);
  const priced = rows.reduce((sum, [, counts]) => sum + counts.measured.costUsd.count, 0);
  const cost = rows.reduce((sum, [, counts]) => sum + counts.measured.costUsd.sum, 0);
  return {
    id,
    caseIds: rows.map(([caseId]) => caseId),
    passed: rows.map(([, counts]) => counts.passed),
    failed: rows.map(([, counts]) => counts.failed),
    costPerTrialUsd: answered === 0 || priced < answered ? null : cost / answered,
    means: { costUsd: means("costUsd"), latencyMs: means("latencyMs"), outputTokens: means("outputTokens") },
  };
}

function meanOf({ sum, count }: MeasuredSum): number | null {
  return count === 0 ? null : sum / count;
}
