import type { ScoreEvidence } from "../evidence.ts";
import type { CaseScore } from "../rate/case-counts.ts";
import { UnitTally } from "../rate/unit-tally.ts";

/** Mean scores over cases, each the mean of its trials: as observed, and with 0 or 1 for every trial without a score. */
export class ScoreTally implements ScoreEvidence {
  readonly observed: UnitTally = new UnitTally();
  readonly worst: UnitTally = new UnitTally();
  readonly best: UnitTally = new UnitTally();

  /** Null while no case has a score. */
  get mean(): number | null {
    return this.observed.count === 0 ? null : this.observed.sum / this.observed.count;
  }

  add({ observed, worst, best }: CaseScore, cluster: string | null): void {
    if (observed !== null) this.observed.add(observed, cluster);
    this.worst.add(worst, cluster);
    this.best.add(best, cluster);
  }
}
