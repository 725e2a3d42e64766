import type { CheckPreparer } from "../../checks/prepare/check-preparer.ts";
import { type JudgedGrade, judgeTrial } from "../../checks/trial/judge-trial.ts";
import type { ItemToGrade } from "../../checks/trial/trial-to-grade.ts";
import { hasProblems } from "../../domain/check.ts";
import type { ReplyMode } from "../../domain/invocation.ts";
import type { AskJudge, GradeTrial } from "../../domain/grade-trial.ts";
import { checksOn, type PlannedCheck } from "../../plan/cases/planned-case.ts";
import type { CheckedSuites } from "../passes/check-suites.ts";
import type { PlanStream } from "../passes/plan-stream.ts";
import { type TrialToJudge, trialJudges } from "./trial-judges.ts";
import { NOT_GRADED, trialRecord } from "./trial-record.ts";

/**
 * Grades outcomes under their case's checks, asking judges. Only an answered trial is graded; an error never is, nor an
 * answer whose judges the run's end or its budget kept from answering: its answers stand in the journal.
 */
export function createGrader(stream: PlanStream, { prepare, locate }: CheckedSuites, mode: ReplyMode): GradeTrial {
  return async (trial, outcome, ask) => {
    const origin = stream.caseOf(trial);
    const { planned } = origin;
    if (outcome.status !== "completed") return trialRecord(trial, planned, outcome, { grade: NOT_GRADED, locate });
    const graded = await gradedBy({ ...origin, trial, turns: outcome.turns }, prepare, { mode, ask });
    if (graded.status === "graded") return trialRecord(trial, planned, outcome, { grade: graded.grade, locate });
    const { turns, attempts, queuedMs } = outcome;
    const unjudged = { ...graded.skip, status: "skipped" as const, turns, attempts, queuedMs };
    return trialRecord(trial, planned, unjudged, { grade: NOT_GRADED, locate });
  };
}

async function gradedBy(
  judged: TrialToJudge,
  prepare: CheckPreparer,
  { mode, ask }: { readonly mode: ReplyMode; readonly ask: AskJudge },
): Promise<JudgedGrade> {
  const { trial, planned, arm, turns } = judged;
  const items = await Promise.all(checksOn(planned, arm.prompt).map((check) => itemToGrade(check, prepare)));
  const toGrade = {
    items,
    turns,
    turnCount: trial.turnCount,
    minScore: planned.minScore,
    context: { vars: planned.vars, caseId: planned.id, armId: trial.armId, trial: trial.trial },
  };
  return judgeTrial(toGrade, trialJudges(judged, mode, ask));
}

/** The first pass prepared the same arguments without a problem; a problem now is a bug. */
async function itemToGrade(check: PlannedCheck, prepare: CheckPreparer): Promise<ItemToGrade> {
  const item = await prepare(check);
  if (hasProblems(item))
    throw new Error(`a check that was fine is not: ${item.map(({ message }) => message).join("; ")}`);
  return { item, weight: check.weight, required: check.required, turn: check.turn };
}
