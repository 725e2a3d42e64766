import type { CaseRates } from "../rate/case-counts.ts";
import { reaches } from "../rate/reaches.ts";

const NAMED_CASES = 3;

/** How the cases of an arm stand against a pass rate that each of them has to reach. */
export class CaseFloorTally {
  readonly limit: number;
  /** The lowest observed pass rate of a case; null while there is none. */
  lowest: number | null = null;
  /** Cases below the limit even if their open trials had passed; the first few by name. */
  below = 0;
  readonly belowCases: string[] = [];
  /** Cases that reach the limit only if open trials had passed. */
  unsure = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  add(id: string, rates: CaseRates): void {
    if (rates.observed !== null) this.lowest = Math.min(this.lowest ?? 1, rates.observed);
    if (!reaches(rates.best, this.limit)) {
      this.below++;
      if (this.belowCases.length < NAMED_CASES) this.belowCases.push(id);
    } else if (!reaches(rates.worst, this.limit)) {
      this.unsure++;
    }
  }
}
