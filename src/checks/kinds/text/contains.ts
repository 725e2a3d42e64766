import { quote } from "../../../base/printable.ts";
import type { CheckKind } from "../../../domain/check.ts";
import { quoteAll } from "../../parts/excerpts.ts";
import { textCheck } from "../../parts/text-check.ts";
import { fail, pass } from "../../parts/verdict.ts";

/** `value` stands somewhere in the text. */
export const contains: CheckKind = textCheck({
  type: "contains",
  key: "value",
  trims: false,
  emptyMeans: "contains",
  compare: ({ text, wanted }, shown) =>
    text.includes(wanted[0] ?? "")
      ? pass({ code: "text.contains", wanted: quote(shown.wanted[0] ?? "") })
      : fail({ code: "text.missing", wanted: quoteAll(shown.wanted), got: quote(shown.text) }),
});
