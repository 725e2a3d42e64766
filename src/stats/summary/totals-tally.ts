import type { Totals, TrialRecord } from "../../domain/formats/records.ts";
import { isLeftOut } from "../../domain/run/skip-reason.ts";
import { classOf } from "../../domain/run/trial-class.ts";
import type { StrictFindings } from "../gate/verdict-and-exit.ts";
import { TokenTally } from "./token-tally.ts";

const RATE_LIMITED = 429;

/** The costs of a run, from its ledger: null where unknown. */
export interface RunCosts extends Readonly<
  Pick<Totals, "cost_usd" | "grading_cost_usd" | "overhead_cost_usd" | "uncertain_cost_usd" | "saved_usd">
> {
  /** Requests to judges, which stand in no trial's attempts. Absent: none. */
  readonly grading_requests?: number;
  /** Requests of applications outside of any trial. Absent: none. */
  readonly overhead_requests?: number;
  /** Requests that a kill cut off: they were sent, and stand in no trial's attempts. Absent: none. */
  readonly lost_requests?: number;
}

/**
 * The run's totals, from its trials one by one. Every trial counts in `trials`, requests and tokens; a quarantined one
 * counts as `quarantined` and as nothing else, so that passed + failed + undecided + errored + skipped + quarantined = trials.
 */
export class TotalsTally {
  private readonly outcomes = { passed: 0, failed: 0, undecided: 0, errored: 0, skipped: 0, quarantined: 0 };
  private readonly ended = { refused: 0, truncated: 0 };
  private readonly sent = { requests: 0, retries: 0, rate_limited: 0 };
  private readonly tokens = new TokenTally();
  private trials = 0;
  private reused = 0;
  private findings: StrictFindings = { missingAnswers: 0, reusedAnswers: 0, undecidedChecks: 0 };

  add(trial: TrialRecord): void {
    this.trials++;
    this.outcomes[trial.quarantined ? "quarantined" : classOf(trial)]++;
    if (trial.ending === "refusal") this.ended.refused++;
    if (trial.ending === "truncated") this.ended.truncated++;
    this.addRequests(trial);
    this.tokens.add(trial.usage);
    if (trial.reused) this.reused++;
    if (!trial.quarantined) this.addFindings(trial);
  }

  totals(ledger: RunCosts): Totals {
    const { grading_requests: grading = 0, overhead_requests: overhead = 0, lost_requests: lost = 0 } = ledger;
    return {
      trials: this.trials,
      ...this.outcomes,
      ...this.ended,
      ...this.sent,
      requests: this.sent.requests + grading + overhead + lost,
      ...this.tokens.sums,
      cost_usd: ledger.cost_usd,
      grading_cost_usd: ledger.grading_cost_usd,
      ...(ledger.overhead_cost_usd === undefined ? {} : { overhead_cost_usd: ledger.overhead_cost_usd }),
      uncertain_cost_usd: ledger.uncertain_cost_usd,
      reused_trials: this.reused,
      saved_usd: ledger.saved_usd,
    };
  }

  /** What `--strict` objects to. */
  strictFindings(): StrictFindings {
    return this.findings;
  }

  /** Every attempt is a request; those beyond one a call are retries: an attempt that follows a failed one. */
  private addRequests({ attempts }: TrialRecord): void {
    this.sent.requests += attempts.length;
    for (const [i, attempt] of attempts.entries()) {
      if (attempt.status === RATE_LIMITED) this.sent.rate_limited++;
      if (i > 0 && attempts[i - 1]?.error !== null) this.sent.retries++;
    }
  }

  private addFindings(trial: TrialRecord): void {
    const isMissing = trial.status !== "completed" && !isLeftOut(trial.status_reason);
    this.findings = {
      missingAnswers: this.findings.missingAnswers + (isMissing ? 1 : 0),
      reusedAnswers: this.findings.reusedAnswers + (trial.reused ? 1 : 0),
      undecidedChecks:
        this.findings.undecidedChecks + trial.checks.filter((check) => check.verdict === "undecided").length,
    };
  }
}
