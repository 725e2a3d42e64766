import { quote } from "../../../base/printable.ts";
import type { CheckKind } from "../../../domain/check.ts";
import { textCheck } from "../../parts/text-check.ts";
import { fail, pass } from "../../parts/verdict.ts";

/** The text begins with `value`. */
export const startsWith: CheckKind = textCheck({
  type: "starts_with",
  key: "value",
  trims: false,
  emptyMeans: "starts",
  compare: ({ text, wanted }, shown) => {
    const shownWanted = quote(shown.wanted[0] ?? "");
    return text.startsWith(wanted[0] ?? "")
      ? pass({ code: "text.starts", wanted: shownWanted })
      : fail({ code: "text.lacks-start", wanted: shownWanted, got: quote(shown.text) });
  },
});
