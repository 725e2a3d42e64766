import { quote } from "../../../base/printable.ts";
import type { CheckKind } from "../../../domain/check.ts";
import { quoteAll } from "../../parts/excerpts.ts";
import { textCheck } from "../../parts/text-check.ts";
import { fail, pass } from "../../parts/verdict.ts";

/** Each of `values` stands in the text; the score is the share that does. */
export const containsAll: CheckKind = textCheck({
  type: "contains_all",
  key: "values",
  trims: false,
  emptyMeans: "contains",
  compare: ({ text, wanted }, shown) => {
    const missing = shown.wanted.filter((_, index) => !text.includes(wanted[index] ?? ""));
    if (missing.length === 0) return pass({ code: "text.contains-all", count: wanted.length });
    const score = (wanted.length - missing.length) / wanted.length;
    return fail({ code: "text.missing", wanted: quoteAll(missing), got: quote(shown.text) }, score);
  },
});
