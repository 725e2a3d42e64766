import { quote } from "../../../base/printable.ts";
import type { CheckKind } from "../../../domain/check.ts";
import { quoteAll } from "../../parts/excerpts.ts";
import { textCheck } from "../../parts/text-check.ts";
import { fail, pass } from "../../parts/verdict.ts";

/** At least one of `values` stands in the text. */
export const containsAny: CheckKind = textCheck({
  type: "contains_any",
  key: "values",
  trims: false,
  emptyMeans: "contains",
  compare: ({ text, wanted }, shown) => {
    const found = wanted.findIndex((value) => text.includes(value));
    return found >= 0
      ? pass({ code: "text.contains", wanted: quote(shown.wanted[found] ?? "") })
      : fail({ code: "text.has-none", wanted: quoteAll(shown.wanted), got: quote(shown.text) });
  },
});
