import { type CaseCounts, openTrials } from "../rate/case-counts.ts";

/** Mean scores over cases, each the mean of its trials: as observed, and with 0 or 1 for every trial without a score. */
export class ScoreTally {
  private scoredCases = 0;
  private observedSum = 0;
  private cases = 0;
  private worstSum = 0;
  private bestSum = 0;

  /** Null while no case has a score. */
  get observed(): number | null {
    return this.scoredCases === 0 ? null : this.observedSum / this.scoredCases;
  }

  get worst(): number | null {
    return this.cases === 0 ? null : this.worstSum / this.cases;
  }

  get best(): number | null {
    return this.cases === 0 ? null : this.bestSum / this.cases;
  }

  add(counts: CaseCounts): void {
    const planned = counts.passed + counts.failed + openTrials(counts);
    if (planned === 0) return;
    if (counts.scored > 0) {
      this.scoredCases++;
      this.observedSum += counts.scoreSum / counts.scored;
    }
    this.cases++;
    this.worstSum += counts.scoreSum / planned;
    this.bestSum += (counts.scoreSum + planned - counts.scored) / planned;
  }
}
