import fc from "fast-check";
import { expect, test } from "vitest";
import { displayWidth, padToWidth, truncateToWidth, wrapToWidth } from "../../src/base/display-width.ts";

test.each([
  ["abc", 3],
  ["日本語", 6],
  ["ﾊﾝｶｸ", 4],
  ["한국어", 6],
  ["é", 1],
  ["e\u0301", 1],
  ["👩‍👩‍👧", 2],
  ["🇯🇵", 2],
  ["❤️", 2],
  ["กำ", 1],
  ["…–", 2],
  ["", 0],
])("%s takes %i cells", (text, width) => {
  expect(displayWidth(text)).toBe(width);
});

test.each([
  ["日本語テキスト", 5, "日本…"],
  ["日本語テキスト", 4, "日…"],
  ["short", 5, "short"],
  ["cafe\u0301", 4, "cafe\u0301"],
  ["cafe\u0301s", 4, "caf…"],
  ["longer", 5, "long…"],
  ["x", 0, ""],
])("%s cut to %i cells is %s", (text, width, cut) => {
  expect(truncateToWidth(text, width)).toBe(cut);
});

test("text is padded by cells, not by characters", () => {
  expect(padToWidth("日本", 6)).toBe("日本  ");
});

const line = fc.string({ unit: fc.constantFrom("a", " ", "日", "🙇‍♀️", "é", "-", "\u0301"), maxLength: 80 });

test("nothing wrapped or cut is wider than it may be, and wrapping loses blanks only", () => {
  fc.assert(
    fc.property(line, fc.integer({ min: 2, max: 30 }), (text, width) => {
      const lines = wrapToWidth(text, width);
      expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(width);
      expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
      expect(displayWidth(truncateToWidth(text, width))).toBeLessThanOrEqual(width);
      expect(truncateToWidth(text, width) === text).toBe(displayWidth(text) <= width);
    }),
  );
});
