import type { TrialRecord } from "../../domain/formats/records.ts";

/** A trial that ended: its record in the JSON report, and the name of its suite. */
export interface TrialResult extends TrialRecord {
  readonly suite: string;
}

/** The trials of a run in the order in which they end. Whoever follows gets all of them, from the first on. */
export class TrialStream {
  private readonly trials: TrialResult[] = [];
  private isOver = false;
  private readonly waiting = new Set<() => void>();

  add(trial: TrialResult): void {
    this.trials.push(trial);
    this.wake();
  }

  end(): void {
    this.isOver = true;
    this.wake();
  }

  async *follow(): AsyncGenerator<TrialResult, void> {
    for (let index = 0; ; index++) {
      while (index >= this.trials.length && !this.isOver) await new Promise<void>((go) => this.waiting.add(go));
      const trial = this.trials[index];
      if (trial === undefined) return;
      yield trial;
    }
  }

  private wake(): void {
    for (const go of this.waiting) go();
    this.waiting.clear();
  }
}
