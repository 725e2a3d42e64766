import type { RateEvidence } from "../evidence.ts";
import type { CaseRates } from "../rate/case-counts.ts";
import type { CaseSample } from "../rate/case-sample.ts";
import { type SampleUnits, sampleUnits } from "../rate/sample-units.ts";
import { UnitTally } from "../rate/unit-tally.ts";

/** Case pass rates as they come in. */
class SampleTally implements CaseSample {
  sumOfSquares = 0;
  trials = 0;
  private readonly tally = new UnitTally();

  get count(): number {
    return this.tally.count;
  }

  get sum(): number {
    return this.tally.sum;
  }

  /** Null without clusters: the cases are the units. */
  get units(): SampleUnits | null {
    return this.tally.hasClusters ? sampleUnits(this.tally.units) : null;
  }

  add(rate: number, trials: number, cluster: string | null): void {
    this.sumOfSquares += rate * rate;
    this.trials += trials;
    this.tally.add(rate, cluster);
  }
}

/** The pass rates of some cases three times: as observed, and with every open trial failed or passed. */
export class RateTally implements RateEvidence {
  private readonly observedTally = new SampleTally();
  private readonly worstTally = new SampleTally();
  private readonly bestTally = new SampleTally();

  /** Cases with a decided trial. */
  get observed(): CaseSample {
    return this.observedTally;
  }

  /** All cases, were every open trial a failure. */
  get worst(): CaseSample {
    return this.worstTally;
  }

  /** All cases, were every open trial a pass. */
  get best(): CaseSample {
    return this.bestTally;
  }

  add(rates: CaseRates, cluster: string | null): void {
    if (rates.observed !== null) this.observedTally.add(rates.observed, rates.decided, cluster);
    this.worstTally.add(rates.worst, rates.planned, cluster);
    this.bestTally.add(rates.best, rates.planned, cluster);
  }
}
