import type { Invocation } from "../domain/invocation.ts";
import type { Diagnostic } from "../domain/problem.ts";
import type { CheckedSuites } from "./check-suites.ts";

/** A cap on money means nothing for a model whose price is unknown. */
export function unpricedProblems({ suites }: CheckedSuites, { maxCostUsd }: Invocation): Diagnostic[] {
  return suites.flatMap(({ loaded, arms }) => {
    if (maxCostUsd === null && loaded.suite.limits.maxCostUsd === null) return [];
    return arms
      .filter(({ worstPico }) => worstPico === null)
      .map(({ arm }) => ({
        severity: "error" as const,
        code: "unknown-price",
        place: arm.place,
        message: `the price of \`${arm.id}\` is unknown, so its cost cannot be capped`,
        hint: "give it a price in prompt-run.config.yaml (`prices:`), or remove the cap",
      }));
  });
}
