import { quote } from "../../../base/printable.ts";
import type { CheckKind } from "../../../domain/check.ts";
import { quoteAll } from "../../parts/excerpts.ts";
import { textCheck } from "../../parts/text-check.ts";
import { fail, pass } from "../../parts/verdict.ts";

/** The whole text is one of `values`. */
export const equalsAny: CheckKind = textCheck({
  type: "equals_any",
  key: "values",
  trims: true,
  emptyMeans: null,
  compare: ({ text, wanted }, shown) => {
    const found = wanted.indexOf(text);
    return found >= 0
      ? pass({ code: "text.is", wanted: quote(shown.wanted[found] ?? "") })
      : fail({ code: "text.is-none", wanted: quoteAll(shown.wanted), got: quote(shown.text) });
  },
});
