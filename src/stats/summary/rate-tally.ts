import type { RateEvidence } from "../evidence.ts";
import type { CaseRates } from "../rate/case-counts.ts";
import type { CaseSample } from "../rate/case-sample.ts";
import { type UnitMoments, withUnit } from "../rate/standard-error.ts";

/** Case pass rates as they come in. */
class SampleTally implements CaseSample {
  count = 0;
  sum = 0;
  sumOfSquares = 0;
  trials = 0;
  private readonly clusters = new Map<string, { sum: number; cases: number }>();
  /** Of cases of no cluster. */
  private readonly lone = { count: 0, sum: 0, sumOfSquares: 0 };

  /** Null without clusters: the cases are the units. */
  get units(): UnitMoments | null {
    if (this.clusters.size === 0) return null;
    const { count, sum, sumOfSquares } = this.lone;
    let units: UnitMoments = {
      units: count,
      cases: count,
      sum,
      sumOfSquares,
      sumOfProducts: sum,
      sumOfSquaredSizes: count,
    };
    for (const cluster of this.clusters.values()) units = withUnit(units, cluster.sum, cluster.cases);
    return units;
  }

  add(rate: number, trials: number, cluster: string | null): void {
    this.count++;
    this.sum += rate;
    this.sumOfSquares += rate * rate;
    this.trials += trials;
    if (cluster === null) {
      this.lone.count++;
      this.lone.sum += rate;
      this.lone.sumOfSquares += rate * rate;
      return;
    }
    const known = this.clusters.get(cluster) ?? { sum: 0, cases: 0 };
    this.clusters.set(cluster, { sum: known.sum + rate, cases: known.cases + 1 });
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
