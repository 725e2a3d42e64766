import fc from "fast-check";
import { expect, test } from "vitest";
import { parseNumber, readLastNumber } from "../../src/checks/text/read-number.ts";
import { countGraphemes, countLines, countSentences, words } from "../../src/checks/text/segments.ts";
import { problemsOf, type TestItem, verdictOf } from "./grading.ts";
import { anyCharacter } from "../helpers/texts/any-character.ts";

const stated: readonly (readonly [string, number])[] = [
  ["42", 42],
  ["The total is $1,234.56.", 1234.56],
  ["2 + 2 = 4", 4],
  ["-5", -5],
  ["it is -5 degrees", -5],
  ["−5 (a real minus sign)", -5],
  ["-$3.50", -3.5],
  ["10-5", 5],
  ["pages 3–7", 7],
  ["45%", 45],
  ["1.5e3", 1500],
  ["6.02E-2", 0.0602],
  [".5", 0.5],
  ["so 4.", 4],
  ["1\u202f234\u202f567 km", 1_234_567],
  ["in 2024\u00a0500 people", 500],
  ["1’234", 1234],
  ["合計は42円です", 42],
  ["合計は１，２３４．５円", 1234.5],
  ["المجموع ٤٢", 42],
  ["GPT4 says 7", 7],
  ["x = +3", 3],
];
test.each(stated)("the number in %j is %d", (text, value) => {
  expect(readLastNumber(text)).toMatchObject({ status: "number", value });
});

test.each(["", "none", "v2", "GPT4", "four"])("there is no number in %j", (text) => {
  expect(readLastNumber(text).status).toBe("none");
});

test.each(["3,14", "1.234,56", "1.2.3", "1,2,3", "1,23,456"])("%j is not read as some number", (text) => {
  expect(readLastNumber(text).status).toBe("unreadable");
});

test("a written number is read back", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(parseNumber(String(value))).toBe(value === 0 ? 0 : value);
    }),
  );
});

const numbers: readonly (readonly [string, TestItem, string, "pass" | "fail"])[] = [
  ["equals", { number: 42 }, "It is 42.", "pass"],
  ["equals, as a template gives it", { number: "1,000" }, "1000", "pass"],
  ["equals exactly", { number: 42 }, "42.0001", "fail"],
  ["within the tolerance", { number: { equals: 3.14, tolerance: 0.1 } }, "3.24", "pass"],
  ["beyond the tolerance", { number: { equals: 3.14, tolerance: 0.1 } }, "3.25", "fail"],
  ["between", { number: { min: 1, max: 2 } }, "2", "pass"],
  ["above", { number: { min: 1, max: 2 } }, "2.1", "fail"],
  ["at least", { number: { min: "1" } }, "0.9", "fail"],
  ["no number", { number: 4 }, "four", "fail"],
  ["an unreadable number", { number: 14 }, "3,14", "fail"],
];
test.each(numbers)("number: %s", async (_, item, text, wants) => {
  expect((await verdictOf(item, text)).status).toBe(wants);
});

const family = "👩‍👩‍👧";
const lengths: readonly (readonly [string, TestItem, string, "pass" | "fail"])[] = [
  ["characters", { max_chars: 3 }, "abc", "pass"],
  ["an emoji with joiners is one", { max_chars: 1 }, family, "pass"],
  ["a flag is one", { max_chars: 1 }, "🇯🇵", "pass"],
  ["a letter with marks is one", { max_chars: 1 }, "e\u0301\u0327", "pass"],
  ["words", { min_words: 2, max_words: 2 }, "don't stop", "pass"],
  ["Japanese words", { min_words: 3 }, "今日は良い天気です", "pass"],
  ["Hebrew words", { max_words: 2, min_words: 2 }, "שלום עולם", "pass"],
  ["an emoji is no word", { max_words: 0 }, `${family} 🎉`, "pass"],
  ["lines", { max_lines: 2 }, "a\nb\n", "pass"],
  ["too many lines", { max_lines: 2 }, "a\r\nb\r\nc", "fail"],
  ["an empty text has no line", { min_lines: 1 }, "", "fail"],
  ["sentences", { min_sentences: 2, max_sentences: 2 }, "It works. Does it?", "pass"],
  ["Japanese sentences", { min_sentences: 2, max_sentences: 2 }, "今日は晴れです。明日は雨です。", "pass"],
  ["each bound counts", { max_words: 5, max_chars: 3 }, "abcd", "fail"],
];
test.each(lengths)("length: %s", async (_, args, text, wants) => {
  expect((await verdictOf({ length: args }, text)).status).toBe(wants);
});

test("the reason of length says both numbers", async () => {
  expect((await verdictOf({ length: { max_words: 1 } }, "two words")).reason).toBe("expected at most 1, got 2 words");
});

const segmenter = new Intl.Segmenter("en", { granularity: "word" });
const slowWords = (text: string) =>
  [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);

test("the fast way to ASCII words finds what Unicode's does", () => {
  const ascii = fc.string({ unit: fc.constantFrom(...Array.from("abZ019_ .,;:'\"-\n()@")), maxLength: 30 });
  fc.assert(
    fc.property(ascii, (text) => {
      expect(words(text)).toEqual(slowWords(text));
    }),
    { numRuns: 1000 },
  );
});

test("the fast way to ASCII characters counts as Unicode's does", () => {
  const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
  const ascii = fc.string({ unit: fc.constantFrom("a", " ", "\r", "\n", "\t"), maxLength: 10 });
  fc.assert(
    fc.property(ascii, (text) => {
      expect(countGraphemes(text)).toBe([...graphemes.segment(text)].length);
    }),
  );
});

/** Texts long enough to be taken in pieces, of all kinds of characters that join. */
const mixed = fc.string({
  unit: fc.constantFrom(
    ...Array.from("ab1 .,'\n\r\t_:é今日本はカ。、！"),
    "\u0301",
    "\u200d",
    "👩",
    "🇯🇵",
    "👩‍👩‍👧",
    "שלום",
    "हिन्दी",
    "ไทย",
    "\ud800",
    "\u00ad",
    "word ",
    "Stop. Go? ",
    "日本語の長い文章です。",
  ),
  maxLength: 600,
});

test("taken in pieces, the characters, words and sentences are those of the whole", () => {
  const count = (granularity: "grapheme" | "word" | "sentence", text: string) => [
    ...new Intl.Segmenter("en", { granularity }).segment(text),
  ];
  fc.assert(
    fc.property(mixed, (text) => {
      expect(countGraphemes(text)).toBe(count("grapheme", text).length);
      expect(words(text)).toEqual(slowWords(text));
      const sentences = count("sentence", text).filter(({ segment }) => /[\p{L}\p{N}]/u.test(segment));
      expect(countSentences(text)).toBe(sentences.length);
    }),
    { numRuns: 300 },
  );
});

test("counts are never negative and never more than the characters", () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter }), (text) => {
      for (const count of [words(text).length, countLines(text), countSentences(text), countGraphemes(text)]) {
        expect(count).toBeGreaterThanOrEqual(0);
        expect(count).toBeLessThanOrEqual(text.length);
      }
    }),
  );
});

const wrong: readonly (readonly [string, TestItem, readonly string[]])[] = [
  ["a text that is no number", { number: "many" }, []],
  ["a list", { number: [1] }, []],
  ["nothing to hold", { number: { tolerance: 1 } }, ["equals"]],
  ["equals beside min", { number: { equals: 1, min: 0 } }, ["equals"]],
  ["tolerance without equals", { number: { min: 1, tolerance: 1 } }, ["tolerance"]],
  ["a negative tolerance", { number: { equals: 1, tolerance: -1 } }, ["tolerance"]],
  ["min over max", { number: { min: 2, max: 1 } }, ["min"]],
  ["no bound", { length: {} }, []],
  ["not a map", { length: 5 }, []],
  ["an unknown unit", { length: { max_tokens: 5 } }, ["max_tokens"]],
  ["half a word", { length: { max_words: 1.5 } }, ["max_words"]],
  ["min over max", { length: { min_words: 3, max_words: 2 } }, ["min_words"]],
];
test.each(wrong)("wrong argument: %s", async (_, item, pointer) => {
  const pointers = (await problemsOf(item)).map((problem) => problem.pointer);
  expect(pointers).toContainEqual(pointer);
});
