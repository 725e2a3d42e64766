import type { CheckKind } from "../../domain/check.ts";
import { textCheck } from "../parts/text-check.ts";
import { fail, pass, quote } from "../parts/verdict.ts";

const SHOWN_END = 60;

/** The text ends with `value`. */
export const endsWith: CheckKind = textCheck({
  type: "ends_with",
  key: "value",
  trims: false,
  emptyMeans: "every text ends with it",
  compare: ({ text, wanted }, shown) =>
    text.endsWith(wanted[0] ?? "")
      ? pass(`the text ends with ${quote(shown.wanted[0] ?? "")}`)
      : fail(`expected the text to end with ${quote(shown.wanted[0] ?? "")}, got ${quoteEnd(shown.text)}`),
});

function quoteEnd(text: string): string {
  return text.length <= SHOWN_END ? quote(text) : `…${quote(Array.from(text.slice(-SHOWN_END)).join(""))}`;
}
