import type { CheckKind } from "../../domain/check.ts";
import { textCheck } from "../parts/text-check.ts";
import { decide, quote } from "../parts/verdict.ts";

/** The whole text is `value`. */
export const equals: CheckKind = textCheck({
  type: "equals",
  key: "value",
  trims: true,
  emptyMeans: null,
  compare: ({ text, wanted }, shown) =>
    text === wanted[0]
      ? decide(true, `the text is ${quote(shown.wanted[0] ?? "")}`)
      : decide(false, `expected ${quote(shown.wanted[0] ?? "")}, got ${quote(shown.text)}`),
});
