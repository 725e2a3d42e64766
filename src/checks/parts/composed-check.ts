import { type CheckKind, hasProblems, type Verdict } from "../../domain/check.ts";
import { alwaysOf, asksInner, gradeInner, type InnerVerdict, prepareInnerItems } from "./inner-items.ts";

export interface ComposedSpec {
  readonly type: "all_of" | "any_of";
  /** The verdict of one of them that is the verdict of all. */
  readonly deciding: "pass" | "fail";
  readonly combine: (inner: readonly InnerVerdict[]) => Verdict;
}

/** A kind that grades each check of a list and makes one verdict of theirs. */
export function composedCheck({ type, deciding, combine }: ComposedSpec): CheckKind {
  return {
    type,
    async prepare(args, tools) {
      const prepared = await prepareInnerItems(args, tools);
      if (hasProblems(prepared)) return prepared;
      const { items } = prepared;
      return {
        grade: async (answer, context, judged) => combine(await gradeInner(items, answer, context, judged)),
        ...asksInner(items, combine),
        inner: items,
        ...alwaysOf(items, deciding),
        warnings: items.flatMap(({ warnings }) => warnings ?? []),
      };
    },
  };
}
