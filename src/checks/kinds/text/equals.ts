import { quote } from "../../../base/printable.ts";
import type { CheckKind } from "../../../domain/check.ts";
import { textCheck } from "../../parts/text-check.ts";
import { fail, pass } from "../../parts/verdict.ts";

/** The whole text is `value`. */
export const equals: CheckKind = textCheck({
  type: "equals",
  key: "value",
  trims: true,
  emptyMeans: null,
  compare: ({ text, wanted }, shown) => {
    const shownWanted = quote(shown.wanted[0] ?? "");
    return text === wanted[0]
      ? pass({ code: "text.is", wanted: shownWanted })
      : fail({ code: "text.differs", wanted: shownWanted, got: quote(shown.text) });
  },
});
