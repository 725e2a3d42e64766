import type { CheckKind, Verdict } from "../../../domain/check.ts";
import { composedCheck } from "../../parts/composed-check.ts";
import { decidedBy, type InnerVerdict, openVerdict, withJudgesInside } from "../../parts/inner-items.ts";
import { fail } from "../../parts/verdict.ts";

/** At least one check of the list passes. The score is the best of theirs. */
export const anyOf: CheckKind = composedCheck({ type: "any_of", deciding: "pass", combine });

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
