import { fromUsd, type Picodollars, toUsd } from "../../domain/values/money.ts";
import type { TrialRecord } from "../../domain/formats/records.ts";

/** The price of an arm's answers, exact while it adds up. */
export class CostTally {
  private pico: Picodollars = 0n;
  private answeredPico: Picodollars = 0n;
  private answered = 0;
  private unpriced = 0;
  private dearestUsd = 0;

  /** A trial that errored before any answer has no price, and that is not an unknown one. */
  add(trial: TrialRecord): void {
    const isAnswered = trial.status === "completed";
    if (isAnswered) this.answered++;
    if (trial.cost_usd === null) {
      if (isAnswered || trial.turns.length > 0) this.unpriced++;
      return;
    }
    const cost = fromUsd(trial.cost_usd);
    this.pico += cost;
    if (isAnswered) this.answeredPico += cost;
    this.dearestUsd = Math.max(this.dearestUsd, trial.cost_usd);
  }

  /** Everything whose price is known, in USD. */
  get knownUsd(): number {
    return toUsd(this.pico);
  }

  /** Null when the price of any answer is unknown. */
  get totalUsd(): number | null {
    return this.unpriced > 0 ? null : this.knownUsd;
  }

  /** Mean price of an answered trial; null when unknown or when there is none. */
  get perAnswerUsd(): number | null {
    return this.unpriced > 0 || this.answered === 0 ? null : toUsd(this.answeredPico) / this.answered;
  }

  /** The highest price of one trial: what a missing answer is assumed to cost at most. */
  get highestUsd(): number {
    return this.dearestUsd;
  }

  /** Answers of unknown price. */
  get unpricedCount(): number {
    return this.unpriced;
  }

  get answeredCount(): number {
    return this.answered;
  }
}
