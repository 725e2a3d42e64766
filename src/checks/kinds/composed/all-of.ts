import type { CheckKind, Verdict } from "../../../domain/check.ts";
import { composedCheck } from "../../parts/composed-check.ts";
import { decidedBy, type InnerVerdict, meanScore, openVerdict, withJudgesInside } from "../../parts/inner-items.ts";
import { pass } from "../../parts/verdict.ts";

/** Every check of the list passes. The score is the mean of theirs. */
export const allOf: CheckKind = composedCheck({ type: "all_of", deciding: "fail", combine });

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
