import fc from "fast-check";
import { expect, test } from "vitest";
import { quotedParts } from "../../../src/report/judged/quoted-parts.ts";

const shown = (text: string, ...evidence: string[]): string =>
  quotedParts(text, evidence)
    .map(({ text: part, isQuoted }) => (isQuoted ? `[${part}]` : part))
    .join("");

test.each([
  ["a quote where it stands", ["You get it back."], "Yes. You get it back. Bye.", "Yes. [You get it back.] Bye."],
  ["white space is folded", ["one  two"], "one\ntwo", "[one\ntwo]"],
  ["marks around a quote are left off", ["“one”"], "one two", "[one] two"],
  ["what is left out in the middle", ["one … three"], "one two three", "[one] two [three]"],
  ["a quote that is not there marks nothing, not even its half", ["one … four"], "one two three", "one two three"],
  ["two quotes that overlap are one", ["one two", "two three"], "one two three", "[one two three]"],
  ["what a pattern is made of is text", ["(a+)+$ [x]"], "is (a+)+$ [x] so", "is [(a+)+$ [x]] so"],
  ["an empty quote", ["", " … "], "one", "one"],
])("%s", (_, evidence, text, marked) => {
  expect(shown(text, ...evidence)).toBe(marked);
});

test("the parts make up the text, whatever is quoted", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.array(fc.string()), (text, evidence) => {
      expect(
        quotedParts(text, evidence)
          .map((part) => part.text)
          .join(""),
      ).toBe(text);
    }),
  );
});
