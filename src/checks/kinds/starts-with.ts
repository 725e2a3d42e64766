import type { CheckKind } from "../../domain/check.ts";
import { textCheck } from "../parts/text-check.ts";
import { fail, pass, quote } from "../parts/verdict.ts";

/** The text begins with `value`. */
export const startsWith: CheckKind = textCheck({
  type: "starts_with",
  key: "value",
  trims: false,
  emptyMeans: "every text starts with it",
  compare: ({ text, wanted }, shown) =>
    text.startsWith(wanted[0] ?? "")
      ? pass(`the text starts with ${quote(shown.wanted[0] ?? "")}`)
      : fail(`expected the text to start with ${quote(shown.wanted[0] ?? "")}, got ${quote(shown.text)}`),
});
