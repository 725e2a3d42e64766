import type { TrialRecord } from "../../domain/records.ts";
import { isLeftOut } from "../../domain/skip-reason.ts";

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
}

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
  return next;
}

type Kind = "passed" | "failed" | "undecided" | "errored" | "missing" | "leftOut";

function kindOf(trial: TrialRecord): Kind {
  if (trial.status === "errored") return "errored";
  if (trial.status === "skipped") return isLeftOut(trial.status_reason) ? "leftOut" : "missing";
  if (trial.verdict === "pass") return "passed";
  return trial.verdict === "fail" ? "failed" : "undecided";
}

/** Has the trial a verdict that says yes or no? */
export function isDecided(trial: TrialRecord): boolean {
  return trial.status === "completed" && (trial.verdict === "pass" || trial.verdict === "fail");
}

/** Trials that may yet have passed or failed: they are bounded, never guessed. */
export function openTrials(counts: CaseCounts): number {
  return counts.undecided + counts.errored + counts.missing;
}

/**
 * The case's pass rate: as observed (null when no trial was decided), and were all open trials failures or passes. Null
 * when no trial of it counts.
 */
export interface CaseRates {
  readonly observed: number | null;
  readonly worst: number;
  readonly best: number;
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
    decided,
    planned,
  };
}
