import { quote } from "../../../base/printable.ts";
import type { CheckKind } from "../../../domain/check.ts";
import type { Excerpt } from "../../../domain/reasons/excerpt.ts";
import { textCheck } from "../../parts/text-check.ts";
import { fail, pass } from "../../parts/verdict.ts";

const SHOWN_END = 60;

/** The text ends with `value`. */
export const endsWith: CheckKind = textCheck({
  type: "ends_with",
  key: "value",
  trims: false,
  emptyMeans: "ends",
  compare: ({ text, wanted }, shown) => {
    const shownWanted = quote(shown.wanted[0] ?? "");
    return text.endsWith(wanted[0] ?? "")
      ? pass({ code: "text.ends", wanted: shownWanted })
      : fail({ code: "text.lacks-end", wanted: shownWanted, got: quoteEnd(shown.text) });
  },
});

function quoteEnd(text: string): Excerpt {
  return text.length <= SHOWN_END ? quote(text) : `…${quote(Array.from(text.slice(-SHOWN_END)).join(""))}`;
}
