import type { TrialRecord } from "./formats/records.ts";
import type { JudgeQuestion } from "./judging.ts";
import type { CallOutcome } from "./run/call.ts";
import type { SimulatedReply } from "./run/provider.ts";
import type { PlannedTrial, TrialId, TrialInGrading, TrialOutcome } from "./run/trial.ts";

/** One vote of a judge, from 1, with what a simulator is told to answer (null: its own echo). */
export interface JudgeVote {
  readonly question: JudgeQuestion;
  readonly number: number;
  readonly simulated: SimulatedReply | null;
}

/** Whose answer is graded, and how long may be tried. */
export type JudgedOwner = TrialId & Pick<PlannedTrial, "maxAttempts" | "timeoutMs">;

/** Asks a judge for one vote on an answer of a trial. */
export type AskJudge = (vote: JudgeVote) => Promise<CallOutcome>;

/** Grades an outcome and makes its record. Called outside any slot. */
export type GradeTrial = (trial: TrialInGrading, outcome: TrialOutcome, ask: AskJudge) => Promise<TrialRecord>;
