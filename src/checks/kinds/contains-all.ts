import type { CheckKind } from "../../domain/check.ts";
import { textCheck } from "../parts/text-check.ts";
import { fail, pass, plural, quote, quoteAll } from "../parts/verdict.ts";

/** Each of `values` stands in the text; the score is the share that does. */
export const containsAll: CheckKind = textCheck({
  type: "contains_all",
  key: "values",
  trims: false,
  emptyMeans: "every text contains it",
  compare: ({ text, wanted }, shown) => {
    const missing = shown.wanted.filter((_, index) => !text.includes(wanted[index] ?? ""));
    if (missing.length === 0) return pass(`the text contains all of ${plural(wanted.length, "text")}`);
    const score = (wanted.length - missing.length) / wanted.length;
    return fail(`expected ${quoteAll(missing)} in the text, got ${quote(shown.text)}`, score);
  },
});
