import type { CheckKind } from "../../domain/check.ts";
import { textCheck } from "../parts/text-check.ts";
import { fail, pass, quote, quoteAll } from "../parts/verdict.ts";

/** The whole text is one of `values`. */
export const equalsAny: CheckKind = textCheck({
  type: "equals_any",
  key: "values",
  trims: true,
  emptyMeans: null,
  compare: ({ text, wanted }, shown) => {
    const found = wanted.indexOf(text);
    return found >= 0
      ? pass(`the text is ${quote(shown.wanted[found] ?? "")}`)
      : fail(`expected one of ${quoteAll(shown.wanted)}, got ${quote(shown.text)}`);
  },
});
