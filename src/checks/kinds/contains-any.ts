import type { CheckKind } from "../../domain/check.ts";
import { textCheck } from "../parts/text-check.ts";
import { fail, pass, quote, quoteAll } from "../parts/verdict.ts";

/** At least one of `values` stands in the text. */
export const containsAny: CheckKind = textCheck({
  type: "contains_any",
  key: "values",
  trims: false,
  emptyMeans: "every text contains it",
  compare: ({ text, wanted }, shown) => {
    const found = wanted.findIndex((value) => text.includes(value));
    return found >= 0
      ? pass(`the text contains ${quote(shown.wanted[found] ?? "")}`)
      : fail(`expected one of ${quoteAll(shown.wanted)} in the text, got ${quote(shown.text)}`);
  },
});
