import type { CheckKind } from "../../domain/check.ts";
import { textCheck } from "../parts/text-check.ts";
import { fail, pass, quote } from "../parts/verdict.ts";

/** `value` stands somewhere in the text. */
export const contains: CheckKind = textCheck({
  type: "contains",
  key: "value",
  trims: false,
  emptyMeans: "every text contains it",
  compare: ({ text, wanted }, shown) =>
    text.includes(wanted[0] ?? "")
      ? pass(`the text contains ${quote(shown.wanted[0] ?? "")}`)
      : fail(`expected ${quote(shown.wanted[0] ?? "")} in the text, got ${quote(shown.text)}`),
});
