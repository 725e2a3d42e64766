import { allThere, type MaybePromise, whenThere } from "../../base/maybe-promise.ts";
import type { CheckPreparer } from "../../checks/prepare/check-preparer.ts";
import { BAD_EXTRACTION } from "../../checks/prepare/prepare-item.ts";
import { hasProblems } from "../../domain/check.ts";
import { said } from "../../domain/diagnostics/said.ts";
import type { Diagnostic, Problem } from "../../domain/values/problem.ts";
import { checksOnAny, type PlannedCase, type PlannedCheck } from "../../plan/cases/planned-case.ts";
import { problemAt } from "../../plan/templates/rendering.ts";

/** What is wrong, or looks wrong, with the arguments of a case's checks. */
export function checkProblems(
  lists: Pick<PlannedCase, "checks" | "checksByPrompt">,
  prepare: CheckPreparer,
): MaybePromise<readonly Diagnostic[]> {
  const problems = checksOnAny(lists).map((check) =>
    whenThere(prepare(check), (prepared) => {
      if (hasProblems(prepared)) return prepared.map((problem: Problem) => checkProblem(check, problem));
      return (prepared.warnings ?? []).map((problem) => problemAt(check.place, { ...problem, severity: "warning" }));
    }),
  );
  return whenThere(allThere(problems), (found) =>
    Object.keys(lists.checksByPrompt).length === 0 ? found.flat() : eachOnce(found.flat()),
  );
}

/** A check under several prompts is told of once. */
function eachOnce(found: readonly Diagnostic[]): Diagnostic[] {
  return [...new Map(found.map((diagnostic) => [JSON.stringify(diagnostic), diagnostic])).values()];
}

/** A problem of what `answer:` picks is told there, once, not at every check that looks at it. */
function checkProblem({ place, answer }: PlannedCheck, problem: Problem): Diagnostic {
  if (problem.code !== BAD_EXTRACTION) return problemAt(place, problem);
  if (answer === null)
    return problemAt(place, { ...problem, ...said("bad-extraction", { key: "on", wrong: problem }) });
  const words = said("bad-extraction", { key: "answer", wrong: problem });
  return problemAt(answer.place, { ...problem, ...words, pointer: [] });
}
