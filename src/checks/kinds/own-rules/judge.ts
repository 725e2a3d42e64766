import { said } from "../../../domain/diagnostics/said.ts";
import type { AnswerContext, CheckKind, PreparedCheck, PrepareTools } from "../../../domain/check.ts";
import type { Judged, JudgedCheck, Judging } from "../../../domain/judging.ts";
import { isJsonObject, type Json } from "../../../domain/values/json.ts";
import type { Problem } from "../../../domain/values/problem.ts";
import { argumentProblem } from "../../parts/argument-reader.ts";
import { undecided } from "../../parts/verdict.ts";

/** A model judges the answer. What is asked, and what its replies come to, is handed in: this check asks nobody itself. */
export const judge: CheckKind = { type: "judge", prepare };

function prepare(args: Json, { judging }: PrepareTools): PreparedCheck | readonly Problem[] {
  const { judge: hash, name, reference = null } = isJsonObject(args) ? args : {};
  if (judging === null || typeof hash !== "string" || typeof name !== "string" || !judging.knows(hash)) {
    return [argumentProblem([], said("unknown-judge.here"))];
  }
  const check = { judge: hash, name, reference };
  return {
    async grade(_answer, context, judged) {
      if (judged === undefined)
        return { ...undecided({ code: "judge.not-asked", judge: name }), isUnasked: true } as const;
      return judging.verdict(check, await questionsOf(judging, check, context, judged), judged.replies);
    },
    asks: (_answer, context, judged) => questionsOf(judging, check, context, judged),
  };
}

function questionsOf(
  judging: Judging,
  check: Omit<JudgedCheck, "vars">,
  { vars }: AnswerContext,
  { material }: Judged,
): ReturnType<Judging["questions"]> {
  return judging.questions({ ...check, vars }, material);
}
