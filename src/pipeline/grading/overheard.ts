import type { GradeTrial } from "../../domain/grade-trial.ts";
import type { GradeHooks } from "./graded-run.ts";

/** Tells the hook of each question to a judge before its reply is looked for. */
export function overheard(grade: GradeTrial, { onQuestion }: GradeHooks): GradeTrial {
  if (onQuestion === undefined) return grade;
  return (trial, outcome, ask) =>
    grade(trial, outcome, (vote) => {
      onQuestion(vote.question);
      return ask(vote);
    });
}
