import type { Measure } from "../../domain/comparison-report.ts";
import type { TrialRecord } from "../../domain/formats/records.ts";
import { isLeftOut } from "../../domain/run/skip-reason.ts";
import { classOf, type TrialClass } from "../../domain/run/trial-class.ts";

/** One case on one arm, its trials counted. */
export interface CaseCounts {
  readonly trials: number;
  readonly passed: number;
  readonly failed: number;
  /** Completed, but a required check could not tell. */
  readonly undecided: number;
  readonly errored: number;
  /** Skipped although planned (budget, interruption, fail-fast): an answer is missing. */
  readonly missing: number;
  /** Skipped on purpose (`skip:`, or decided without it). */
  readonly leftOut: number;
  /** Sum and number of the scores of trials that passed or failed. */
  readonly scoreSum: number;
  readonly scored: number;
  /** Sums over answered trials of what is measured beside passing. */
  readonly measured: Readonly<Record<Measure, MeasuredSum>>;
}

export const MEASURES: readonly Measure[] = ["costUsd", "latencyMs", "outputTokens"];

/** A sum of known numbers and how many they are. */
export interface MeasuredSum {
  readonly sum: number;
  readonly count: number;
}

const NOT_MEASURED: MeasuredSum = { sum: 0, count: 0 };

const NOTHING: CaseCounts = {
  trials: 0,
  passed: 0,
  failed: 0,
  undecided: 0,
  errored: 0,
  missing: 0,
  leftOut: 0,
  scoreSum: 0,
  scored: 0,
  measured: { costUsd: NOT_MEASURED, latencyMs: NOT_MEASURED, outputTokens: NOT_MEASURED },
};

/** The counts with one trial more. */
export function countTrial(counts: CaseCounts | null, trial: TrialRecord): CaseCounts {
  const next = { ...(counts ?? NOTHING) };
  next.trials++;
  next[kindOf(trial)]++;
  if (isDecided(trial) && trial.score !== null) {
    next.scoreSum += trial.score;
    next.scored++;
  }
  if (trial.status === "completed") next.measured = measureTrial(next.measured, trial);
  return next;
}

function measureTrial(measured: CaseCounts["measured"], trial: TrialRecord): CaseCounts["measured"] {
  const plus = ({ sum, count }: MeasuredSum, value: number | null): MeasuredSum =>
    value === null ? { sum, count } : { sum: sum + value, count: count + 1 };
  return {
    costUsd: plus(measured.costUsd, trial.cost_usd),
    latencyMs: plus(measured.latencyMs, trial.latency_ms),
    outputTokens: plus(measured.outputTokens, trial.usage.output_tokens),
  };
}

type Kind = Exclude<TrialClass, "skipped"> | "missing" | "leftOut";

function kindOf(trial: TrialRecord): Kind {
  const kind = classOf(trial);
  if (kind !== "skipped") return kind;
  return isLeftOut(trial.status_reason) ? "leftOut" : "missing";
}

/** Has the trial a verdict that says yes or no? */
export function isDecided(trial: TrialRecord): boolean {
  return ["passed", "failed"].includes(classOf(trial));
}

/** Trials that may yet have passed or failed: they are bounded, never guessed. */
export function openTrials(counts: CaseCounts): number {
  return counts.undecided + counts.errored + counts.missing;
}

/** Means over the answered trials of a case; null where nothing is known. */
export interface CaseMeans {
  readonly means: Readonly<Record<Measure, number | null>>;
}

/**
 * The mean score of a case's trials (null when none has one), of how many, and were trials without a score the worst or the
 * best there is.
 */
export interface CaseScore {
  readonly observed: number | null;
  readonly worst: number;
  readonly best: number;
  readonly scored: number;
  readonly planned: number;
}

/**
 * The case's pass rate: as observed (null when no trial was decided), and were all open trials failures or passes. Null
 * when no trial of it counts.
 */
export interface CaseRates extends CaseMeans {
  /** Absent where none is kept. */
  readonly score?: CaseScore;
  readonly observed: number | null;
  readonly worst: number;
  readonly best: number;
  readonly passed: number;
  readonly decided: number;
  readonly planned: number;
}

export function caseRates(counts: CaseCounts | null): CaseRates | null {
  if (counts === null) return null;
  const decided = counts.passed + counts.failed;
  const open = openTrials(counts);
  const planned = decided + open;
  if (planned === 0) return null;
  return {
    observed: decided === 0 ? null : counts.passed / decided,
    worst: counts.passed / planned,
    best: (counts.passed + open) / planned,
    passed: counts.passed,
    decided,
    planned,
    means: caseMeans(counts),
    score: caseScore(counts, planned),
  };
}

function caseScore({ scoreSum, scored }: CaseCounts, planned: number): CaseScore {
  return {
    observed: scored === 0 ? null : scoreSum / scored,
    worst: scoreSum / planned,
    best: (scoreSum + planned - scored) / planned,
    scored,
    planned,
  };
}

function caseMeans({ measured }: CaseCounts): CaseMeans["means"] {
  const mean = ({ sum, count }: MeasuredSum): number | null => (count === 0 ? null : sum / count);
  return {
    costUsd: mean(measured.costUsd),
    latencyMs: mean(measured.latencyMs),
    outputTokens: mean(measured.outputTokens),
  };
}
