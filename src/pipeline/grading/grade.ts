import type { CheckPreparer } from "../../checks/prepare/check-preparer.ts";
import { gradeTrial } from "../../checks/trial/grade-trial.ts";
import type { ItemToGrade } from "../../checks/trial/trial-to-grade.ts";
import { hasProblems } from "../../domain/check.ts";
import type { GradeTrial, PlannedTrial, TrialOutcome } from "../../domain/run/trial.ts";
import { checksOn, type PlannedCase, type PlannedCheck } from "../../plan/cases/planned-case.ts";
import type { CheckedSuites } from "../passes/check-suites.ts";
import type { PlanStream } from "../passes/plan-stream.ts";
import { type Grade, NOT_GRADED, trialRecord } from "./trial-record.ts";

/** Grades outcomes under their case's checks. Only an answered trial is graded; an error never is. */
export function createGrader(stream: PlanStream, { prepare, locate }: CheckedSuites): GradeTrial {
  return async (trial, outcome) => {
    const { planned, arm } = stream.caseOf(trial);
    const asked = { trial, planned, checks: checksOn(planned, arm.prompt) };
    const grade = outcome.status === "completed" ? await graded(asked, outcome, prepare) : NOT_GRADED;
    return trialRecord(trial, planned, outcome, { grade, locate });
  };
}

interface Asked {
  readonly trial: PlannedTrial;
  readonly planned: PlannedCase;
  readonly checks: readonly PlannedCheck[];
}

async function graded(
  { trial, planned, checks }: Asked,
  outcome: TrialOutcome,
  prepare: CheckPreparer,
): Promise<Grade> {
  const items = await Promise.all(checks.map((check) => itemToGrade(check, prepare)));
  return gradeTrial({
    items,
    turns: outcome.turns,
    turnCount: trial.turnCount,
    minScore: planned.minScore,
    context: { vars: planned.vars, caseId: planned.id, armId: trial.armId, trial: trial.trial },
  });
}

/** The first pass prepared the same arguments without a problem; a problem now is a bug. */
async function itemToGrade(check: PlannedCheck, prepare: CheckPreparer): Promise<ItemToGrade> {
  const item = await prepare(check);
  if (hasProblems(item))
    throw new Error(`a check that was fine is not: ${item.map(({ message }) => message).join("; ")}`);
  return { item, weight: check.weight, required: check.required, turn: check.turn };
}
