import type { MeanUnit } from "../rate/mean-unit.ts";
import { UnitTally } from "../rate/unit-tally.ts";
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

/** The mean score of one case on one side, and of how many trials. */
export interface SideScore {
  readonly mean: number;
  readonly trials: number;
}

/** `alike`: each case has as many scored trials on one side as on the other. */
export type ScoreTrials = "alike" | "unlike";

/** Differences of the case rates, or of the case scores, of two sides, candidate minus baseline, as tests and intervals read them. */
export interface Differences {
  /** Of single cases. */
  readonly histogram: Histogram;
  /** What stands behind the rates; empty for scores. */
  readonly strata: readonly Stratum[];
  /** Independent of each other: clusters, and cases that belong to none. */
  readonly units: readonly MeanUnit[];
  /** One pass/fail trial a side for each case, and no clusters. */
  readonly isSinglePairs: boolean;
  /** Of graded scores; null of passes and failures. */
  readonly scores: ScoreTrials | null;
}

/** Differences as they come in. What is kept grows with the outcomes that occur and with clusters, not with cases. */
export class DifferenceTally implements Differences {
  private readonly values = new Map<number, number>();
  private readonly unitTally = new UnitTally();
  private readonly outcomes = new Map<string, { -readonly [K in keyof Stratum]: Stratum[K] }>();
  private scoreTrials: ScoreTrials | null = null;

  get histogram(): Histogram {
    return this.values;
  }

  get strata(): readonly Stratum[] {
    return [...this.outcomes.values()];
  }

  get units(): readonly MeanUnit[] {
    return this.unitTally.units;
  }

  get isSinglePairs(): boolean {
    if (this.unitTally.hasClusters || this.outcomes.size === 0) return false;
    return this.strata.every(({ baseline, candidate }) => baseline.trials === 1 && candidate.trials === 1);
  }

  get scores(): ScoreTrials | null {
    return this.scoreTrials;
  }

  /** A case by its passes; both sides have a trial. */
  addOutcomes(baseline: SideOutcome, candidate: SideOutcome, cluster: string | null): void {
    const key = `${baseline.passed}/${baseline.trials} ${candidate.passed}/${candidate.trials}`;
    const known = this.outcomes.get(key);
    if (known === undefined) this.outcomes.set(key, { baseline, candidate, times: 1 });
    else known.times++;
    this.addDifference(candidate.passed / candidate.trials - baseline.passed / baseline.trials, cluster);
  }

  /** A case by its scores in [0, 1]. Of one tally all cases have outcomes or all have scores. */
  addScores(baseline: SideScore, candidate: SideScore, cluster: string | null): void {
    const isAlike = baseline.trials === candidate.trials && this.scoreTrials !== "unlike";
    this.scoreTrials = isAlike ? "alike" : "unlike";
    this.addDifference(candidate.mean - baseline.mean, cluster);
  }

  private addDifference(difference: number, cluster: string | null): void {
    addTo(this.values, difference);
    this.unitTally.add(difference, cluster);
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
