import type { MaybePromise } from "../../base/maybe-promise.ts";
import { isCheckType, isJudgedCheck } from "../../domain/check-facts.ts";
import type { JudgedCheck } from "../../domain/judging.ts";
import { isJsonObject, type Json } from "../../domain/values/json.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import { checksOnAny, type PlannedCase, type PlannedCheck } from "../../plan/cases/planned-case.ts";
import type { SuiteJudging } from "../judging/judging.ts";

/** What is wrong with the texts of a case's judges when its variables are put into them. */
export function judgeProblems(
  planned: Pick<PlannedCase, "checks" | "checksByPrompt" | "vars">,
  judging: SuiteJudging,
): MaybePromise<readonly Diagnostic[]> {
  const asked = checksOnAny(planned).flatMap((check) => judgedIn(check));
  if (asked.length === 0) return [];
  const found = Promise.all(asked.map((check) => judging.problems({ ...check, vars: planned.vars })));
  return found.then((problems) => problems.flat());
}

/** The judges that a check asks, itself or by the checks inside it. */
export function judgedIn({ type, args }: Pick<PlannedCheck, "type" | "args">): Omit<JudgedCheck, "vars">[] {
  if (isJudgedCheck(type)) return judgedArgs(args);
  return innerJudged(args);
}

function innerJudged(args: Json): Omit<JudgedCheck, "vars">[] {
  if (Array.isArray(args)) return args.flatMap((item: Json) => innerJudged(item));
  if (!isJsonObject(args)) return [];
  return Object.entries(args).flatMap(([key, inner]) => {
    if (isJudgedCheck(key)) return judgedArgs(inner);
    return isCheckType(key) ? innerJudged(inner) : [];
  });
}

function judgedArgs(args: Json): Omit<JudgedCheck, "vars">[] {
  const { judge, name, reference = null } = isJsonObject(args) ? args : {};
  return typeof judge === "string" && typeof name === "string" ? [{ judge, name, reference }] : [];
}
