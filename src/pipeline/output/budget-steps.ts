import type { ReportHead } from "../../domain/reporter.ts";
import { goOn } from "../../report/words/next/go-on.ts";

/**
 * "set limits.max_cost_usd: 0.046 in suites/a.yaml, then `prompt-run resume RUN`": how a run goes on that its budget stopped.
 * `store`: where it is kept; null: the usual place. Null where no budget stopped it.
 */
export function budgetSteps(head: ReportHead, store: string | null): string | null {
  const isBudget = head.insights?.budget !== undefined || head.verdict === "over_budget";
  const step = isBudget ? goOn(head, store) : null;
  if (step === null) return null;
  return step.first === null ? `\`${step.command}\`` : `${step.first}, then \`${step.command}\``;
}
