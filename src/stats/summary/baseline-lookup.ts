import type { CaseRates } from "../rate/case-counts.ts";
import type { BaselineArm } from "../evidence.ts";

/** The pass rate of `arm.caseIds[index]`; null when no trial of it was decided. A baseline has no open trials. */
export function ratesAt(arm: BaselineArm, index: number): CaseRates | null {
  const [passed, failed] = [arm.passed[index] ?? 0, arm.failed[index] ?? 0];
  const decided = passed + failed;
  if (decided === 0) return null;
  const rate = passed / decided;
  const means = {
    costUsd: arm.means?.costUsd[index] ?? null,
    latencyMs: arm.means?.latencyMs[index] ?? null,
    outputTokens: arm.means?.outputTokens[index] ?? null,
  };
  const score = arm.scores?.[index] ?? null;
  return {
    observed: rate,
    worst: rate,
    best: rate,
    passed,
    decided,
    planned: decided,
    means,
    ...(score === null
      ? {}
      : { score: { observed: score, worst: score, best: score, scored: decided, planned: decided } }),
  };
}

/** The index of a text in texts ascending by code unit, or −1. */
export function indexOfSorted(sorted: readonly string[], wanted: string): number {
  let [low, high] = [0, sorted.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = sorted[middle] ?? "";
    if (found === wanted) return middle;
    if (found < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
