import { plural } from "../../base/figures.ts";
import type { Invocation } from "../../domain/invocation.ts";
import type { ReportHead } from "../../domain/reporter.ts";
import { EXIT } from "../../domain/exit-code.ts";
import { storeToName } from "../../pipeline/stored/default-store.ts";
import { runCommandOf } from "../../pipeline/stored/run-command.ts";
import { budgetSteps } from "../../pipeline/output/budget-steps.ts";

/** How a run ended, as far as `resume` depends on it. */
export interface EndedRun {
  readonly head: ReportHead;
  readonly invocation: Pick<Invocation, "mode" | "store">;
  /** Null: it was the run's first session. Else how many requests the session sent, or had answered by recordings. */
  readonly resumedAsking: number | null;
}

/** What is said on stderr of `resume` after a run; null where going on would change nothing. */
export function resumeWords({ head, invocation, resumedAsking }: EndedRun): string | null {
  const missing = head.suites.reduce((sum, { insights }) => {
    return sum + (insights?.missing?.errored ?? 0) + (insights?.missing?.not_run ?? 0);
  }, 0);
  if (missing === 0) return resumedAsking === 0 ? nothingMissing(head.run.id) : null;
  // A recording that is not there is not there the next time.
  if (invocation.mode === "offline") return null;
  const command = runCommandOf("resume", head.run.id, invocation.store);
  const trials = `${plural(missing, "trial")} ${missing === 1 ? "has" : "have"} no answer`;
  const kept = missing === 1 ? "sends it alone" : "sends these alone";
  const budget = budgetSteps(head, storeToName(invocation.store));
  switch (head.exit_code) {
    case EXIT.interrupted:
    case EXIT.terminated:
      return `${trials} yet: \`${command}\` ${kept} and reports the whole run`;
    case EXIT.overBudget:
    case EXIT.failed:
      return budget === null ? null : `${trials}: ${budget} ${kept}; what is answered is not paid for again`;
    case EXIT.incomplete:
      return `${trials}: \`${command}\` tries ${missing === 1 ? "it" : "them"} again and reports the whole run`;
    case EXIT.wrongInput:
      return `${trials}: when that is mended, \`${command}\` ${kept} and reports the whole run`;
    default:
      return null;
  }
}

function nothingMissing(run: string): string {
  return `nothing is missing in run ${run}: every trial has its answer, and nothing was sent. A new run asks anew`;
}
