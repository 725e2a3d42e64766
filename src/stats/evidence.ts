import type { Sentence } from "../domain/diagnostics/wording/sentence.ts";
import type { PairedJudgements } from "./judges/corrected-difference.ts";
import type { JudgedEvidence } from "./judges/corrected-overall.ts";
import type { HangingEvidence } from "./judges/hanging-trials.ts";
import type { JudgeBook } from "./judges/judge-book.ts";
import type { Measure } from "../domain/comparison-report.ts";
import type { RuleRecord } from "../domain/formats/records.ts";
import type { NotWorseThan } from "../domain/suite.ts";
import type { PairTally } from "./paired/pair-tally.ts";
import type { MeanUnit } from "./rate/mean-unit.ts";
import type { CaseSample } from "./rate/case-sample.ts";

// What a gate decides by, in plain types: who gathers it (summary/) and who rules on it (gate/) need not know each other.

/**
 * One arm of a baseline, in columns: `caseIds` ascending by code unit, each once; `passed[i]` and `failed[i]` are the
 * trials of `caseIds[i]` with a verdict. Cases whose inputs or checks have changed since are to be left out.
 */
export interface BaselineArm {
  readonly id: string;
  readonly caseIds: readonly string[];
  readonly passed: ArrayLike<number>;
  readonly failed: ArrayLike<number>;
  /** Mean cost of an answered trial; null when unknown. */
  readonly costPerTrialUsd: number | null;
  /** How many of the baseline's cases should have a pair and can have one; absent: those of `caseIds` both. */
  readonly coverage?: Coverage;
  /** Mean scores of the trials of `caseIds[i]`; absent when the baseline keeps none. */
  readonly scores?: readonly (number | null)[];
  /** Means over the answered trials of `caseIds[i]`; null when the baseline does not keep them. */
  readonly means: Readonly<Record<Measure, readonly (number | null)[]>> | null;
}

/**
 * How far a baseline's cases are still there. `expected`: all that the baseline has results of (under a selection, all
 * selected ones); `pairable`: those of them that the suite still has, unchanged and counting.
 */
export interface Coverage {
  readonly expected: number;
  readonly pairable: number;
  /** Why not all of them can; null or absent where that is not known. */
  readonly why?: Sentence | null;
  /** Those that cannot, and how many of them had passed whenever they were asked; absent where that is not known. */
  readonly leftOut?: { readonly cases: number; readonly passed: number };
}

/**
 * The baseline that a gate or a comparison asks for, or why there is none to compare with and what that makes of the rule.
 * `isDemanded`: `--baseline` asks for it, whatever the gate says: without it the gate cannot pass.
 */
export type Baseline =
  | { readonly status: "loaded"; readonly arms: readonly BaselineArm[] }
  | {
      readonly status: "absent";
      readonly reason: Sentence;
      /** How this run becomes it, where it can; absent where it is not to. */
      readonly make?: Sentence;
      readonly verdict: "incomplete" | "inconclusive";
      readonly isDemanded: boolean;
    };

/** How the run went, as far as a suite's verdict depends on it. */
export interface RunState {
  readonly interrupted: boolean;
  readonly overBudget: boolean;
  /** A batch is not finished. */
  readonly pending: boolean;
  /** Only a part of the plan was to be run, a shard. */
  readonly partial?: boolean;
}

/** What every run says of batches, as long as none can be asked for (docs/decisions/pending.md). */
export const NO_BATCHES: Pick<RunState, "pending"> = { pending: false };

/** The pass rates of some cases three times: as observed, and were every open trial a failure or a pass. */
export interface RateEvidence {
  readonly observed: CaseSample;
  readonly worst: CaseSample;
  readonly best: CaseSample;
}

/** Scores in [0, 1] of some cases, each the mean of its trials: how many, their sum, and the units that are independent. */
export interface ScoreSample {
  readonly count: number;
  readonly sum: number;
  readonly units: readonly MeanUnit[];
}

/** As observed (cases with a score), and were every trial without a score the worst or the best. */
export interface ScoreEvidence {
  readonly observed: ScoreSample;
  readonly worst: ScoreSample;
  readonly best: ScoreSample;
}

/** The price of an arm's answers, in USD; null where it is not known. */
export interface CostEvidence {
  readonly knownUsd: number;
  readonly totalUsd: number | null;
  readonly perAnswerUsd: number | null;
  /** Of the dearest answer. */
  readonly highestUsd: number;
  readonly unpricedCount: number;
  readonly answeredCount: number;
}

/** How the cases of an arm stand against a pass rate that each has to reach. */
export interface FloorEvidence {
  readonly lowest: number | null;
  readonly below: number;
  readonly belowCases: readonly string[];
  readonly unsure: number;
}

/** One arm, as far as its rules look at it. */
export interface ArmEvidence {
  readonly facts: { readonly id: string };
  readonly passed: number;
  readonly failed: number;
  /** Undecided, errored and skipped trials, those left out on purpose excepted. */
  readonly open: number;
  readonly unanswered: number;
  readonly failingCases: readonly string[];
  readonly failingCount: number;
  readonly rate: RateEvidence;
  readonly score: ScoreEvidence;
  readonly cost: CostEvidence;
  readonly latencies: { sorted(): Float64Array };
  /** Null where the gate has no `case_pass_rate`. */
  readonly caseFloor: FloorEvidence | null;
}

/** A candidate arm and what it is held against. */
export interface PairEvidence {
  readonly baseline: string;
  readonly baselineIndex: number | null;
  readonly baselineArm: BaselineArm | null;
  readonly pairs: PairTally;
}

/** What one judge said of an arm's answers, whatever rules say. */
export interface JudgeTallied {
  readonly rate: RateEvidence;
  /** Answers that it passed or failed, and those that it could not tell of. */
  readonly judged: number;
  readonly undecided: number;
}

/** The judged trials of one arm. */
export interface ArmJudgedEvidence {
  readonly whole: JudgedArmEvidence;
  readonly byTag: ReadonlyMap<string, JudgedArmEvidence>;
  readonly byJudge: ReadonlyMap<string, JudgeTallied>;
}

export interface JudgedArmEvidence extends JudgedEvidence {
  /** The judges on which verdicts hang. */
  readonly names: ReadonlySet<string>;
  /** Does a verdict hang on judges in a way that cannot be corrected? */
  readonly isTangled: boolean;
}

/** What a gate needs of judges: what they are worth, and the trials once more with judgements taken apart. */
export interface JudgedGateEvidence {
  readonly book: JudgeBook;
  /** The run at hand, whose own labels say most. */
  readonly run: string;
  readonly seed: number;
  /** By arm, in order. */
  readonly judged: readonly ArmJudgedEvidence[];
  /** By arm: what is shown as passed or failed and hangs on a judge that is not believed. */
  readonly hanging: readonly HangingEvidence[];
  /** Evidence in which nobody knows what hangs on a judge that is not believed. */
  readonly arms: readonly ArmEvidence[];
  readonly slices: GateEvidence["slices"];
  readonly pairs: GateEvidence["pairs"];
  /** The pairs of a candidate as the correction reads them. */
  judgementsOf(pair: PairEvidence): BoundedJudgements | null;
}

/** Judged pairs as observed, and as bounded: every open trial against the candidate, or for it. */
export type BoundedJudgements = Readonly<Record<"observed" | "worst" | "best", readonly PairedJudgements[]>>;

/** What a gate decides by. */
export interface GateEvidence {
  /** Absent where nothing is judged, or every judge is believed as it is. */
  readonly judges?: JudgedGateEvidence;
  readonly arms: readonly ArmEvidence[];
  readonly slices: { find(tag: string, arm: number): { readonly rate: RateEvidence } | null };
  readonly pairs: {
    readonly unpairedReason: Sentence | null;
    pairFor(rule: NotWorseThan, candidate: string): PairEvidence | undefined;
  };
  readonly baseline: Baseline | null;
  /** Are only the verdicts wanted? Reasons then say nothing of what more cases would bring. */
  readonly isSketch: boolean;
  /** Rulings made while the run went on: they stand for the rules of the same name, arm and tag. */
  readonly sequentialRules: readonly RuleRecord[] | null;
}
