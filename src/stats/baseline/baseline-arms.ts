import type { BaselineCase, BaselineResult } from "../../domain/formats/records.ts";
import type { AssembledCase } from "../summary/assemble-cases.ts";
import type { CaseCounts, MeasuredSum } from "../rate/case-counts.ts";
import type { BaselineArm, Coverage } from "../evidence.ts";

/**
 * The arms of a baseline in columns. `cases`: ascending by id, those that may be compared. `coverage`: those that should
 * have a pair, and those that can.
 */
export function baselineArms(
  armIds: readonly string[],
  cases: readonly BaselineCase[],
  coverage?: Readonly<Record<"expected" | "pairable", readonly BaselineCase[]>> & Pick<Coverage, "why">,
): BaselineArm[] {
  return armIds.map((id, arm) => {
    const onArm = (some: readonly BaselineCase[]): number => some.filter(({ arms }) => arms[arm] != null).length;
    const leftOut = coverage && leftOutOf(coverage, arm);
    const rows = cases.flatMap(({ id: caseId, arms }) => {
      const result = arms[arm] ?? null;
      return result === null ? [] : [{ caseId, result }];
    });
    return {
      id,
      caseIds: rows.map(({ caseId }) => caseId),
      passed: rows.map(({ result }) => result.passed),
      failed: rows.map(({ result }) => result.failed),
      ...(coverage === undefined
        ? {}
        : {
            coverage: {
              ...coverage,
              expected: onArm(coverage.expected),
              pairable: onArm(coverage.pairable),
              ...(leftOut === undefined ? {} : { leftOut }),
            },
          }),
      scores: rows.map(({ result }) => result.score ?? null),
      costPerTrialUsd: meanCost(rows.map(({ result }) => result)),
      means: {
        costUsd: rows.map(({ result }) => result.cost_usd),
        latencyMs: rows.map(({ result }) => result.latency_ms),
        outputTokens: rows.map(({ result }) => result.output_tokens),
      },
    };
  });
}

/** How the cases stood that should have a pair and cannot. */
function leftOutOf(
  { expected, pairable }: Readonly<Record<"expected" | "pairable", readonly BaselineCase[]>>,
  arm: number,
): Coverage["leftOut"] {
  const kept = new Set(pairable.map(({ id }) => id));
  const results = expected.filter(({ id }) => !kept.has(id)).map(({ arms }) => arms[arm] ?? null);
  const known = results.filter((result) => result !== null);
  return { cases: known.length, passed: known.filter(({ failed }) => failed === 0).length };
}

/** Over all trials; null when the price of any is unknown. */
function meanCost(results: readonly BaselineResult[]): number | null {
  let [cost, trials] = [0, 0];
  for (const { cost_usd: mean, passed, failed } of results) {
    if (mean === null) return null;
    cost += mean * (passed + failed);
    trials += passed + failed;
  }
  return trials === 0 ? null : cost / trials;
}

/** The cases of a baseline as a run's would come: for comparing a baseline with another. */
export async function* assembledCases(cases: readonly BaselineCase[]): AsyncIterable<AssembledCase> {
  for (const { id, cluster = null, arms } of cases) {
    yield { id, tags: [], quarantined: false, cluster, arms: arms.map(countsOf) };
  }
}

function countsOf(result: BaselineResult | null): CaseCounts | null {
  if (result === null) return null;
  const { passed, failed } = result;
  const trials = passed + failed;
  const sum = (mean: number | null): MeasuredSum => {
    return mean === null ? { sum: 0, count: 0 } : { sum: mean * trials, count: trials };
  };
  return {
    trials,
    passed,
    failed,
    undecided: 0,
    errored: 0,
    missing: 0,
    leftOut: 0,
    scoreSum: (result.score ?? 0) * trials,
    scored: result.score == null ? 0 : trials,
    measured: {
      costUsd: sum(result.cost_usd),
      latencyMs: sum(result.latency_ms),
      outputTokens: sum(result.output_tokens),
    },
  };
}
