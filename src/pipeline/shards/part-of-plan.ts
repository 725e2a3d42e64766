import type { CheckedSuites } from "../passes/check-suites.ts";
import type { ShardShare } from "../../domain/run/shard.ts";

/**
 * The suites as a shard shows them: with its own numbers, and without gate, comparisons and baseline, which say nothing of a
 * part. Whole, where there is no shard.
 */
export function partOf(checked: CheckedSuites, share: ShardShare | null): CheckedSuites {
  if (share === null) return checked;
  const suites = checked.suites.map((checkedSuite, index) => {
    const own = share.suites[index];
    const { loaded, arms } = checkedSuite;
    const suite = { ...loaded.suite, gate: { kind: "none" }, compare: "none" } as const;
    const trials = own?.trials ?? 0;
    return {
      ...checkedSuite,
      loaded: { ...loaded, suite },
      cases: own?.cases ?? 0,
      trials,
      arms: arms.map((arm) => ({ ...arm, trials: trials / arms.length })),
      baseline: null,
    };
  });
  return { ...checked, suites };
}
