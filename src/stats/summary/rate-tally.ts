import type { CaseSample } from "../rate/case-sample.ts";
import type { CaseRates } from "../rate/case-counts.ts";

/** Case pass rates as they come in. */
class SampleTally implements CaseSample {
  count = 0;
  sum = 0;
  sumOfSquares = 0;
  trials = 0;

  add(rate: number, trials: number): void {
    this.count++;
    this.sum += rate;
    this.sumOfSquares += rate * rate;
    this.trials += trials;
  }
}

/** The pass rates of some cases three times: as observed, and with every open trial failed or passed. */
export class RateTally {
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

  add(rates: CaseRates): void {
    if (rates.observed !== null) this.observedTally.add(rates.observed, rates.decided);
    this.worstTally.add(rates.worst, rates.planned);
    this.bestTally.add(rates.best, rates.planned);
  }
}
