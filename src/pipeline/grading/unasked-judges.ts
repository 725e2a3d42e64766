import type { AskJudge } from "../../domain/grade-trial.ts";
import type { CallRole, Failure, Recall } from "../../domain/run/provider.ts";
import type { Skip } from "../../domain/run/trial.ts";
import { RunStop } from "../../run/schedule/run-stop.ts";

/** Ends the grading of a run: its answers are there, and cost nothing, whatever is left for judges. */
export class GradingStop extends RunStop {
  override forNewTrial(): Skip | null {
    return this.forAll();
  }
}

/** Questions to judges that a run has no reply to, and that nobody was asked. Their checks are open. */
export class UnaskedJudges {
  private readonly notInRun: (role: CallRole) => Failure;
  private unasked = 0;

  constructor(notInRun: (role: CallRole) => Failure) {
    this.notInRun = notInRun;
  }

  get count(): number {
    return this.unasked;
  }

  /** What a run has no reply to. `sends`: are judges asked? */
  recall(sends: boolean): Recall {
    return ({ role }) => {
      if (role !== "judge") return { status: "missing", failure: this.notInRun(role) };
      return sends ? { status: "unknown" } : { status: "missing", failure: this.failure() };
    };
  }

  /** A judge that the budget has no room for is not asked, and the answer stands. */
  withoutMoney(ask: AskJudge): AskJudge {
    return async (vote) => {
      const outcome = await ask(vote);
      if (outcome.status !== "stopped" || outcome.reason !== "budget") return outcome;
      const { attempts, queuedMs } = outcome;
      return { status: "failed", failure: this.failure(), attempts, queuedMs };
    };
  }

  private failure(): Failure {
    this.unasked += 1;
    return this.notInRun("judge");
  }
}
