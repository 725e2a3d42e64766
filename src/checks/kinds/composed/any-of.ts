import { type CheckKind, hasProblems, type Prepared, type PrepareTools, type Verdict } from "../../../domain/check.ts";
import type { Json } from "../../../domain/values/json.ts";
import type { Problem } from "../../../domain/values/problem.ts";
import {
  alwaysOf,
  asksInner,
  decidedBy,
  type InnerVerdict,
  gradeInner,
  openVerdict,
  prepareInnerItems,
  withJudgesInside,
} from "../../parts/inner-items.ts";
import { fail } from "../../parts/verdict.ts";

/** At least one check of the list passes. The score is the best of theirs. */
export const anyOf: CheckKind = { type: "any_of", prepare };

async function prepare(args: Json, tools: PrepareTools): Promise<Prepared | readonly Problem[]> {
  const prepared = await prepareInnerItems(args, tools);
  if (hasProblems(prepared)) return prepared;
  const { items } = prepared;
  return {
    grade: async (answer, context, judged) => combine(await gradeInner(items, answer, context, judged)),
    ...asksInner(items, combine),
    inner: items,
    ...alwaysOf(items, "pass"),
    warnings: items.flatMap(({ warnings }) => warnings ?? []),
  };
}

/** One that passes decides; else an undecided one, which might have passed; else all of them. */
function combine(inner: readonly InnerVerdict[]): Verdict {
  const decider = inner.find(({ verdict }) => verdict.status === "pass") ?? openVerdict(inner);
  if (decider !== undefined) return withJudgesInside(decidedBy(decider), inner, [decider]);
  const failed = fail(
    { code: "none-passes", inner: inner.map(({ name, verdict }) => ({ name, reason: verdict.reason })) },
    Math.max(...inner.map(({ verdict }) => verdict.score ?? 0)),
  );
  const foundNothing = inner.some(({ verdict }) => verdict.status === "fail" && verdict.nothingExtracted === true);
  const verdict = failed.status === "fail" && foundNothing ? { ...failed, nothingExtracted: true as const } : failed;
  return withJudgesInside(verdict, inner, inner);
}
