import { expect, test } from "vitest";
import { quoteFault } from "../../src/judges/evidence.ts";

const SHOWN = { input: "When does it come?", output: "It arrives in 7 days, for $40. 送料は無料です。" };

test.each([".", "e", "I", "a", "…e…", "arr", "ive", "s, f", "$", " . ", '"e"', "`,`", "料", "e … s"])(
  "attack 19: %j stands in the answer and is no quote",
  (quote) => expect(quoteFault(quote, SHOWN)).toBe("short"),
);

test.each(["", "...", "“”", "8", "free", "arrives in 8 days", "7 days … Rome"])("%j stands nowhere", (quote) =>
  expect(quoteFault(quote, SHOWN)).toBe("nowhere"),
);

test.each([
  "It",
  "7",
  "$40",
  "days",
  "7 days",
  "“arrives  in 7”",
  "It … $40",
  "e … days",
  "rrives in 7 day",
  "無料",
  SHOWN.output,
  "When does it come?",
])("%j is one", (quote) => expect(quoteFault(quote, SHOWN)).toBeNull());

test.each([".", "N", "#"])("all of a text is one, however short: %j", (output) => {
  expect(quoteFault(output, { output })).toBeNull();
  expect(quoteFault(output, { output: `"${output}"\n` })).toBeNull();
});
