import fc from "fast-check";
import { expect, test } from "vitest";
import { wordDiff } from "../../src/report/word-diff.ts";

test("words that changed are told apart from those that did not", () => {
  expect(wordDiff("send to billing now", "send to sales now")).toEqual([
    { kind: "same", text: "send to " },
    { kind: "removed", text: "billing" },
    { kind: "added", text: "sales" },
    { kind: "same", text: " now" },
  ]);
});

test("texts with nothing in common have no diff", () => {
  const words = (word: string): string => Array.from({ length: 900 }, (_, i) => word + i).join(" ");
  expect(wordDiff(words("a"), words("b"))).toBeNull();
});

test("both texts can be read back from the diff", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), fc.string({ maxLength: 60 }), (older, newer) => {
      const parts = wordDiff(older, newer) ?? [];
      const without = (kind: string): string =>
        parts
          .filter((part) => part.kind !== kind)
          .map(({ text }) => text)
          .join("");
      expect([without("added"), without("removed")]).toEqual([older, newer]);
    }),
  );
});
