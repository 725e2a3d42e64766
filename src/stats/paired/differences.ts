import { addTo, type Histogram, histogramMoments } from "./histogram.ts";

/** Passes among trials with a verdict: one case on one side. */
export interface SideOutcome {
  readonly passed: number;
  readonly trials: number;
}

/** Cases whose two sides ended alike, and how many they are. */
export interface Stratum {
  readonly baseline: SideOutcome;
  readonly candidate: SideOutcome;
  readonly times: number;
}

/** Cases that stand or fall together (a cluster, or a case of none): their differences summed, and how many there are of these. */
export interface Unit {
  readonly sum: number;
  readonly cases: number;
  readonly times: number;
}

/** Differences of the case rates of two sides, candidate minus baseline, as tests and intervals read them. */
export interface Differences {
  /** Of single cases. */
  readonly histogram: Histogram;
  /** What stands behind the rates; empty for scores. */
  readonly strata: readonly Stratum[];
  /** Independent of each other: clusters, and cases that belong to none. */
  readonly units: readonly Unit[];
  /** One pass/fail trial a side for each case, and no clusters. */
  readonly isSinglePairs: boolean;
}

/** Differences as they come in. What is kept grows with the outcomes that occur and with clusters, not with cases. */
export class DifferenceTally implements Differences {
  private readonly values = new Map<number, number>();
  private readonly lone = new Map<number, number>();
  private readonly outcomes = new Map<string, { -readonly [K in keyof Stratum]: Stratum[K] }>();
  private readonly clusters = new Map<string, { sum: number; cases: number }>();

  get histogram(): Histogram {
    return this.values;
  }

  get strata(): readonly Stratum[] {
    return [...this.outcomes.values()];
  }

  get units(): readonly Unit[] {
    const lone = [...this.lone].map(([sum, times]) => ({ sum, cases: 1, times }));
    return [...lone, ...[...this.clusters.values()].map((cluster) => ({ ...cluster, times: 1 }))];
  }

  get isSinglePairs(): boolean {
    if (this.clusters.size > 0 || this.outcomes.size === 0) return false;
    return this.strata.every(({ baseline, candidate }) => baseline.trials === 1 && candidate.trials === 1);
  }

  /** A case by its passes; both sides have a trial. */
  addOutcomes(baseline: SideOutcome, candidate: SideOutcome, cluster: string | null): void {
    const key = `${baseline.passed}/${baseline.trials} ${candidate.passed}/${candidate.trials}`;
    const known = this.outcomes.get(key);
    if (known === undefined) this.outcomes.set(key, { baseline, candidate, times: 1 });
    else known.times++;
    this.addDifference(candidate.passed / candidate.trials - baseline.passed / baseline.trials, cluster);
  }

  /** A case by its difference alone: scores. */
  addDifference(difference: number, cluster: string | null): void {
    addTo(this.values, difference);
    if (cluster === null) {
      addTo(this.lone, difference);
      return;
    }
    const known = this.clusters.get(cluster) ?? { sum: 0, cases: 0 };
    this.clusters.set(cluster, { sum: known.sum + difference, cases: known.cases + 1 });
  }
}

/** How many cases, their mean difference, and what was lost and won in all (each ≥ 0). */
export interface DifferenceSums {
  readonly count: number;
  readonly mean: number;
  readonly lost: number;
  readonly won: number;
}

export function differenceSums({ histogram }: Pick<Differences, "histogram">): DifferenceSums {
  const { count, sum } = histogramMoments(histogram);
  let lost = 0;
  for (const [value, times] of histogram) lost += Math.max(0, -value) * times;
  return { count, mean: count === 0 ? 0 : sum / count, lost, won: sum + lost };
}
