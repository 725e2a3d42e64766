import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { expectationOf } from "../../../src/report/words/expectation.ts";

test.each([
  ['expected "returns", got "billing"', { at: null, expected: "returns", got: "billing" }],
  ['expected one of "a", "b", got "c"', { at: null, expected: 'one of "a", "b"', got: "c" }],
  ['expected "x, got y" in the text, got "z"', { at: null, expected: '"x, got y" in the text', got: "z" }],
  ['expected "a", got "{"b":1}"', { at: null, expected: "a", got: '{"b":1}' }],
  [
    "$.total: expected 88.5 ± 0.005, the number is 74.5",
    { at: "$.total", expected: "88.5 ± 0.005", got: "the number is 74.5" },
  ],
  ['expected a match of /a, b/, got ""', { at: null, expected: "a match of /a, b/", got: '""' }],
  ["expected at most 1, got 3 lines", { at: null, expected: "at most 1", got: "3 lines" }],
  ["expected at most 1, got 3 words; expected at least 2, got 1 line", null],
  ["is none of billing, refunds", null],
  ["the model refused", null],
  ["not matches: /x/ matches", null],
])("B19: %j is taken apart", (reason, parts) => {
  expect(expectationOf(reason)).toEqual(parts);
});

test("what checks say of one thing that they expect is taken apart, but for what has no other half", () => {
  const golden = readFileSync(new URL("../../golden/checks/reasons.txt", import.meta.url), "utf8");
  const sentences = [...golden.matchAll(/^  (?:fail|pass): (expected .*)$/gm)].map(([, sentence = ""]) => sentence);
  const single = sentences.filter((sentence) => !sentence.includes("; expected "));
  expect(single.length).toBeGreaterThan(40);
  const whole = single.filter((sentence) => expectationOf(sentence) === null);
  expect(whole.filter((sentence) => !/ in (?:the calls? |no tool call)|, and cannot read /.test(sentence))).toEqual([]);
});

test("any reason is taken apart or left, soon", () => {
  const part = fc.constantFrom("expected ", '"', ", got ", "a", ": ", "; expected ", "\n");
  fc.assert(
    fc.property(fc.array(part, { maxLength: 400 }), (parts) => {
      const found = expectationOf(parts.join(""));
      if (found !== null) expect(parts.join("")).toContain(found.expected);
    }),
  );
});
