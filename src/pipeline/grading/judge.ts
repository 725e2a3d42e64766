import type { CheckPreparer } from "../../checks/prepare/check-preparer.ts";
import { judgeTrial } from "../../checks/trial/judge-trial.ts";
import type { ItemToJudge } from "../../checks/trial/trial-to-judge.ts";
import { hasProblems } from "../../domain/check.ts";
import type { JudgeTrial, PlannedTrial, TrialOutcome } from "../../domain/run/trial.ts";
import type { PlannedCase, PlannedCheck } from "../../plan/cases/planned-case.ts";
import type { CheckedSuites } from "../passes/check-suites.ts";
import type { PlanStream } from "../passes/plan-stream.ts";
import { type Judgement, NOT_JUDGED, trialRecord } from "./trial-record.ts";

/** Grades outcomes under their case's checks. Only an answered trial is graded; an error never is. */
export function createJudge(stream: PlanStream, { prepare, locate }: CheckedSuites): JudgeTrial {
  return async (trial, outcome) => {
    const { planned } = stream.caseOf(trial);
    const judgement = outcome.status === "completed" ? await judged(trial, planned, outcome, prepare) : NOT_JUDGED;
    return trialRecord(trial, planned, outcome, { judgement, locate });
  };
}

async function judged(
  trial: PlannedTrial,
  planned: PlannedCase,
  outcome: TrialOutcome,
  prepare: CheckPreparer,
): Promise<Judgement> {
  const items = await Promise.all(planned.checks.map((check) => itemToJudge(check, prepare)));
  return judgeTrial({
    items,
    turns: outcome.turns,
    turnCount: trial.turnCount,
    minScore: planned.minScore,
    context: { vars: planned.vars, caseId: planned.id, armId: trial.armId, trial: trial.trial },
  });
}

/** The first pass prepared the same arguments without a problem; a problem now is a bug. */
async function itemToJudge(check: PlannedCheck, prepare: CheckPreparer): Promise<ItemToJudge> {
  const item = await prepare(check);
  if (hasProblems(item))
    throw new Error(`a check that was fine is not: ${item.map(({ message }) => message).join("; ")}`);
  return { item, weight: check.weight, required: check.required, turn: check.turn };
}
