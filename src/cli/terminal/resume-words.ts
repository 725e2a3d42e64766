import { textWords } from "../../domain/diagnostics/text-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { Invocation } from "../../domain/invocation.ts";
import type { ReportHead } from "../../domain/reporter.ts";
import { EXIT } from "../../domain/exit-code.ts";
import { storeToName } from "../../pipeline/stored/default-store.ts";
import { runCommandOf } from "../../pipeline/stored/run-command.ts";
import { budgetSteps } from "../../pipeline/output/budget-steps.ts";

/** How a run ended, as far as `resume` depends on it. */
export interface ResumableEnd {
  readonly head: ReportHead;
  readonly invocation: Pick<Invocation, "mode" | "store">;
  /** Null: it was the run's first session. Else how many requests the session sent, or had answered by recordings. */
  readonly resumedAsking: number | null;
}

/** What is said on stderr of `resume` after a run; null where going on would change nothing. */
export function resumeWords({ head, invocation, resumedAsking }: ResumableEnd): Sentence | null {
  const missing = head.suites.reduce((sum, { insights }) => {
    return sum + (insights?.missing?.errored ?? 0) + (insights?.missing?.not_run ?? 0);
  }, 0);
  if (missing === 0) return resumedAsking === 0 ? textWords("nothing-missing", { run: head.run.id }) : null;
  // A recording that is not there is not there the next time.
  if (invocation.mode === "offline") return null;
  const command = runCommandOf("resume", head.run.id, invocation.store);
  const raise = budgetSteps(head, storeToName(invocation.store));
  switch (head.exit_code) {
    case EXIT.interrupted:
    case EXIT.terminated:
      return textWords("resume-cut-off", { missing, command });
    case EXIT.overBudget:
    case EXIT.failed:
      return raise === null ? null : textWords("resume-raised", { missing, raise });
    case EXIT.incomplete:
      return textWords("resume-errored", { missing, command });
    case EXIT.wrongInput:
      return textWords("resume-mended", { missing, command });
    default:
      return null;
  }
}
