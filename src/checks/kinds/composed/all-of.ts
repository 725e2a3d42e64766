import { type CheckKind, hasProblems, type Prepared, type PrepareTools, type Verdict } from "../../../domain/check.ts";
import type { Json } from "../../../domain/values/json.ts";
import type { Problem } from "../../../domain/values/problem.ts";
import {
  alwaysOf,
  asksInner,
  decidedBy,
  type InnerVerdict,
  gradeInner,
  meanScore,
  openVerdict,
  prepareInnerItems,
  withJudgesInside,
} from "../../parts/inner-items.ts";
import { pass } from "../../parts/verdict.ts";

/** Every check of the list passes. The score is the mean of theirs. */
export const allOf: CheckKind = { type: "all_of", prepare };

async function prepare(args: Json, tools: PrepareTools): Promise<Prepared | readonly Problem[]> {
  const prepared = await prepareInnerItems(args, tools);
  if (hasProblems(prepared)) return prepared;
  const { items } = prepared;
  return {
    grade: async (answer, context, judged) => combine(await gradeInner(items, answer, context, judged)),
    ...asksInner(items, combine),
    inner: items,
    ...alwaysOf(items, "fail"),
    warnings: items.flatMap(({ warnings }) => warnings ?? []),
  };
}

/** One that found nothing to look at decides before one that fails, which decides before one that is undecided. */
function combine(inner: readonly InnerVerdict[]): Verdict {
  const score = meanScore(inner);
  const failed = inner.filter(({ verdict }) => verdict.status === "fail");
  const decider =
    failed.find(({ verdict }) => verdict.status === "fail" && verdict.nothingExtracted === true) ??
    failed[0] ??
    openVerdict(inner);
  if (decider === undefined)
    return withJudgesInside(pass({ code: "all-pass", count: inner.length }, score ?? 1), inner, inner);
  const decided = decidedBy(decider);
  const verdict = decided.status === "fail" ? { ...decided, score: score ?? 0 } : decided;
  return withJudgesInside(verdict, inner, [decider]);
}
