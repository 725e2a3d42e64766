import {
  type CheckKind,
  hasProblems,
  type PreparedCheck,
  type PrepareTools,
  type Verdict,
} from "../../../domain/check.ts";
import type { Json } from "../../../domain/values/json.ts";
import type { Problem } from "../../../domain/values/problem.ts";
import { withoutEmptyTexts } from "../../parts/constant-warnings.ts";
import { asksInner, type InnerVerdict, nameOf, withJudgesInside } from "../../parts/inner-items.ts";
import { fail, nothingThere, pass, undecided } from "../../parts/verdict.ts";

/** The check inside fails. Where it is undecided, or finds nothing to look at, so is and does this one. */
export const not: CheckKind = { type: "not", prepare };

async function prepare(args: Json, tools: PrepareTools): Promise<PreparedCheck | readonly Problem[]> {
  const item = await tools.prepareItem(args);
  if (hasProblems(item)) return item;
  return {
    grade: async (answer, context, judged) => {
      const inner: InnerVerdict = { name: nameOf(item), verdict: await item.grade(answer, context, judged) };
      return withJudgesInside(invert(inner), [inner], [inner]);
    },
    ...asksInner([item], ([inner]) => inner?.verdict ?? undecided({ code: "nothing-inside" })),
    inner: [item],
    ...(item.always === undefined ? {} : { always: OPPOSITE[item.always] }),
    // `not: { equals: "" }` asks for an answer.
    warnings: withoutEmptyTexts(item.warnings ?? []),
  };
}

const OPPOSITE = { pass: "fail", fail: "pass", "by-case": "by-case" } as const;

function invert({ name, verdict }: InnerVerdict): Verdict {
  const { reason } = verdict;
  if (verdict.status === "pass") return fail({ code: "holds-unwanted", name, reason });
  if (verdict.status === "undecided") return { ...verdict, reason: { code: "not", name, reason } };
  if (verdict.nothingExtracted === true) return nothingThere({ code: "not-there", name, reason });
  return pass({ code: "fails-wanted", name, reason });
}
