import type { Caps, Invocation, Replies } from "../../domain/invocation.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import type { CheckedSuites, ChooseCounter } from "../passes/check-suites.ts";
import { chooseCounter } from "../access/reply-endpoint.ts";

/** A cap on money means nothing for a request that may cost any amount. Offline nothing is sent. */
export function unboundedProblems({ suites }: CheckedSuites, { maxCostUsd, mode }: Caps & Replies): Diagnostic[] {
  if (mode === "offline") return [];
  return suites.flatMap(({ loaded, arms }) => {
    if (maxCostUsd === null && loaded.suite.limits.maxCostUsd === null) return [];
    return arms.flatMap(({ unbounded }) => unbounded ?? []);
  });
}

/** Is there a cap on money, on the run or on one of its suites? */
export function isCapped({ suites }: CheckedSuites, { maxCostUsd }: Invocation): boolean {
  return maxCostUsd !== null || suites.some(({ loaded }) => loaded.suite.limits.maxCostUsd !== null);
}

/** Counts attachments for a cap on money: where requests go, or nowhere when none is sent or no key is there. */
export function budgetCounter(invocation: Invocation, log: (line: string) => void): ChooseCounter {
  return (config) => {
    if (invocation.mode === "offline") return null;
    const chosen = chooseCounter(invocation, config, log);
    return chosen.ok ? chosen.count : null;
  };
}
