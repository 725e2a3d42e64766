import type { Measure } from "../../domain/comparison-report.ts";
import { type CaseRates, type CaseScore, MEASURES } from "../rate/case-counts.ts";
import type { Moments } from "../rate/standard-error.ts";
import type { NamedStratum } from "./case-shifts.ts";
import { type Differences, DifferenceTally, type SideOutcome, type SideScore } from "./differences.ts";

const NAMED_CASES = 3;

/** A paired 2 × 2 table of counts. */
export interface PairedTable {
  readonly bothPass: number;
  readonly onlyBaseline: number;
  readonly onlyCandidate: number;
  readonly neitherPasses: number;
}

/** Which side of a pair a case is missing from. */
export interface UnpairedCases {
  readonly baseline: readonly string[];
  readonly candidate: readonly string[];
}

/** A measure over the cases where both sides have it: sums of both, and of their differences, candidate minus baseline. */
export interface MeasuredPairs extends Moments {
  readonly baselineSum: number;
  readonly candidateSum: number;
}

/** Means of the scores of both sides, over the cases that both have scores of. */
export interface ScoreMeans {
  readonly cases: number;
  readonly baseline: number;
  readonly candidate: number;
}

/** Differences as observed, and as bounded. */
export interface BoundedDifferences {
  readonly observed: Differences;
  readonly worst: Differences;
  readonly best: Differences;
}

/**
 * Two arms case by case: differences of case pass rates, candidate minus baseline, as observed and as bounded (`worst`:
 * every open trial of the candidate failed and of the baseline passed; `best`: the other way round).
 */
export class PairTally implements BoundedDifferences {
  readonly regressed: string[] = [];
  readonly improved: string[] = [];
  private readonly observedDifferences = new DifferenceTally();
  private readonly worstDifferences = new DifferenceTally();
  private readonly bestDifferences = new DifferenceTally();
  private readonly unpairedCases = { baseline: [] as string[], candidate: [] as string[] };
  private readonly cells = { bothPass: 0, onlyBaseline: 0, onlyCandidate: 0, neitherPasses: 0 };
  private readonly measures = { costUsd: noPairs(), latencyMs: noPairs(), outputTokens: noPairs() };
  private readonly scoreDifferences: Readonly<Record<keyof BoundedDifferences, DifferenceTally>> | null;
  private readonly scoreSums = { cases: 0, baseline: 0, candidate: 0, areGraded: false };
  private readonly outcomes = new Map<string, { -readonly [K in keyof NamedStratum]: NamedStratum[K] }>();
  private mostTrials = 0;

  /** `keepsScores`: does anyone look at scores? */
  constructor(keepsScores = false) {
    const tally = (): DifferenceTally => new DifferenceTally();
    this.scoreDifferences = keepsScores ? { observed: tally(), worst: tally(), best: tally() } : null;
  }

  get observed(): Differences {
    return this.observedDifferences;
  }

  get worst(): Differences {
    return this.worstDifferences;
  }

  get best(): Differences {
    return this.bestDifferences;
  }

  /** Of mean scores; null where nobody asked for them. */
  get scores(): BoundedDifferences | null {
    return this.scoreDifferences;
  }

  /** Null where nobody asked for scores, no case has one on both sides, or scores say no more than passes do. */
  get scoreMeans(): ScoreMeans | null {
    const { cases, baseline, candidate, areGraded } = this.scoreSums;
    return areGraded ? { cases, baseline: baseline / cases, candidate: candidate / cases } : null;
  }

  /** Cases with a decided trial on one side only. */
  get unpaired(): UnpairedCases {
    return this.unpairedCases;
  }

  /** Has every case at most one trial a side? Then the pairs are plain pass/fail. */
  get isSingleTrial(): boolean {
    return this.mostTrials <= 1;
  }

  /** The 2 × 2 table of observed pairs; only meaningful with one trial a case. */
  get table(): PairedTable {
    return this.cells;
  }

  /** How the cases ended, with names; for pairs of several trials a case. */
  get namedOutcomes(): readonly NamedStratum[] {
    return [...this.outcomes.values()];
  }

  /** Costs, latencies and tokens of the cases where both sides have them. */
  get measured(): Readonly<Record<Measure, MeasuredPairs>> {
    return this.measures;
  }

  /** One case; null for a side that has no trial of it that counts. `cluster`: what it stands or falls with. */
  add(id: string, baseline: CaseRates | null, candidate: CaseRates | null, cluster: string | null = null): void {
    this.mostTrials = Math.max(this.mostTrials, baseline?.planned ?? 0, candidate?.planned ?? 0);
    if (baseline !== null && candidate !== null) {
      this.worstDifferences.addOutcomes(bestOutcome(baseline), worstOutcome(candidate), cluster);
      this.bestDifferences.addOutcomes(worstOutcome(baseline), bestOutcome(candidate), cluster);
      for (const measure of MEASURES) this.addMeasured(measure, baseline.means[measure], candidate.means[measure]);
      if (baseline.decided > 0 && candidate.decided > 0) {
        this.observedDifferences.addOutcomes(observedOutcome(baseline), observedOutcome(candidate), cluster);
        this.addNamed(id, observedOutcome(baseline), observedOutcome(candidate));
      }
      this.addScores(baseline, candidate, cluster);
    }
    this.addObserved(id, baseline?.observed ?? null, candidate?.observed ?? null);
  }

  private addNamed(id: string, baseline: SideOutcome, candidate: SideOutcome): void {
    const key = `${baseline.passed}/${baseline.trials} ${candidate.passed}/${candidate.trials}`;
    const { times, names } = this.outcomes.get(key) ?? { times: 0, names: [] };
    this.outcomes.set(key, {
      baseline,
      candidate,
      times: times + 1,
      names: names.length < NAMED_CASES ? [...names, id] : names,
    });
  }

  private addScores(from: CaseRates, to: CaseRates, cluster: string | null): void {
    const tallies = this.scoreDifferences;
    const [baseline, candidate] = [from.score, to.score];
    if (tallies === null || baseline === undefined || candidate === undefined) return;
    tallies.worst.addScores(plannedScore(baseline, "best"), plannedScore(candidate, "worst"), cluster);
    tallies.best.addScores(plannedScore(baseline, "worst"), plannedScore(candidate, "best"), cluster);
    if (baseline.observed === null || candidate.observed === null) return;
    const observed = ({ scored }: CaseScore, mean: number): SideScore => ({ mean, trials: scored });
    tallies.observed.addScores(observed(baseline, baseline.observed), observed(candidate, candidate.observed), cluster);
    const sums = this.scoreSums;
    sums.cases++;
    sums.baseline += baseline.observed;
    sums.candidate += candidate.observed;
    sums.areGraded ||= baseline.observed !== from.observed || candidate.observed !== to.observed;
  }

  private addMeasured(measure: Measure, baseline: number | null, candidate: number | null): void {
    if (baseline === null || candidate === null) return;
    const pairs = this.measures[measure];
    const difference = candidate - baseline;
    pairs.count++;
    pairs.sum += difference;
    pairs.sumOfSquares += difference * difference;
    pairs.baselineSum += baseline;
    pairs.candidateSum += candidate;
  }

  private addObserved(id: string, baseline: number | null, candidate: number | null): void {
    if (baseline === null || candidate === null) {
      if (baseline !== null) this.unpairedCases.baseline.push(id);
      if (candidate !== null) this.unpairedCases.candidate.push(id);
      return;
    }
    if (candidate < baseline) this.regressed.push(id);
    if (candidate > baseline) this.improved.push(id);
    this.cells[cellOf(baseline, candidate)]++;
  }
}

/** What was decided of a case. */
export function observedOutcome({ passed, decided }: CaseRates): SideOutcome {
  return { passed, trials: decided };
}

/** Every open trial failed. */
function worstOutcome({ passed, planned }: CaseRates): SideOutcome {
  return { passed, trials: planned };
}

/** Every open trial passed. */
function bestOutcome({ passed, decided, planned }: CaseRates): SideOutcome {
  return { passed: passed + planned - decided, trials: planned };
}

function plannedScore(score: CaseScore, bound: "worst" | "best"): SideScore {
  return { mean: score[bound], trials: score.planned };
}

function noPairs(): { -readonly [K in keyof MeasuredPairs]: MeasuredPairs[K] } {
  return { count: 0, sum: 0, sumOfSquares: 0, baselineSum: 0, candidateSum: 0 };
}

function cellOf(baseline: number, candidate: number): keyof PairedTable {
  if (baseline === 1) return candidate === 1 ? "bothPass" : "onlyBaseline";
  return candidate === 1 ? "onlyCandidate" : "neitherPasses";
}
