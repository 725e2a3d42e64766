import fc from "fast-check";
import { expect, test } from "vitest";
import { wordDiff } from "../../../src/report/words/word-diff.ts";

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

test.each([
  ["only blanks in common", "I believe it might be Paris", "The answer is, I would say, Lyon"],
  ["a word here and there", "It has been an honour to serve", "There is an end to it"],
])("B10: %s is no diff: two texts one after the other", (_name, older, newer) => {
  expect(wordDiff(older, newer)).toBeNull();
});

test("B10: edits with a single word between them are one", () => {
  const older = "We close at six, and the shop opens again at nine every day";
  const newer = "We close at six, but this shop closes again at nine every day";
  expect(wordDiff(older, newer)).toEqual([
    { kind: "same", text: "We close at six, " },
    { kind: "removed", text: "and the shop opens" },
    { kind: "added", text: "but this shop closes" },
    { kind: "same", text: " again at nine every day" },
  ]);
});

const text = fc.array(fc.constantFrom("one ", "two ", "three ", ", ", "日本", "😀", " "), { maxLength: 30 });

test("both texts can be read back from the diff, and no edit is next to another", () => {
  fc.assert(
    fc.property(text, text, (first, second) => {
      const [older, newer] = [first.join(""), second.join("")];
      const parts = wordDiff(older, newer);
      if (parts === null) return;
      const without = (kind: string): string =>
        parts
          .filter((part) => part.kind !== kind)
          .map((part) => part.text)
          .join("");
      expect([without("added"), without("removed")]).toEqual([older, newer]);
      const kinds = parts.map(({ kind }) => kind).join(" ");
      expect(kinds).not.toMatch(/added removed|removed removed|added added|same same/);
    }),
  );
});

test("A13: long texts are compared in time that grows with their length: else this takes minutes", () => {
  const long = "lorem ipsüm ".repeat(16_000);
  const before = process.cpuUsage();
  expect(wordDiff(`${long}a`, `${long}b`)?.filter(({ kind }) => kind !== "same")).toEqual([
    { kind: "removed", text: "a" },
    { kind: "added", text: "b" },
  ]);
  const { user, system } = process.cpuUsage(before);
  expect(user + system).toBeLessThan(7e6); // segmented as a whole it takes 20 s
});
