import { expect, test } from "vitest";
import { caseFolded } from "../../src/checks/parts/comparable-text.ts";
import { type TestItem, verdictOf } from "./grading.ts";

const folded: readonly (readonly [string, TestItem, string, "pass" | "fail"])[] = [
  ["a final sigma", { contains: { value: "ΟΔΟΣ", ignore_case: true } }, "ΟΔΟΣΤΡΩΜΑ", "pass"],
  ["a final sigma, small", { contains: { value: "ΟΔΟΣ", ignore_case: true } }, "οδοστρωμα", "pass"],
  ["a final sigma against another", { equals: { value: "οδος", ignore_case: true } }, "ΟΔΟΣ", "pass"],
  ["a sharp s", { equals: { value: "STRASSE", ignore_case: true } }, "Straße", "pass"],
  ["a capital sharp s", { equals: { value: "straße", ignore_case: true } }, "STRAẞE", "pass"],
  ["a ligature", { contains: { value: "OFFICE", ignore_case: true } }, "oﬃce", "pass"],
  ["a long s", { equals: { value: "ſ", ignore_case: true } }, "S", "pass"],
  ["a dotless i is no i", { equals: { value: "ı", ignore_case: true } }, "I", "fail"],
  ["a capital i with a dot", { equals: { value: "İ", ignore_case: true } }, "i\u0307", "pass"],
  ["the micro sign", { starts_with: { value: "µm", ignore_case: true } }, "ΜM", "pass"],
  ["what differs still differs", { contains: { value: "ÉTÉ", ignore_case: true } }, "ete", "fail"],
  ["with its case kept", { equals: "straße" }, "STRASSE", "fail"],
];
test.each(folded)("C6: case is folded in full: %s", async (_, item, text, wants) => {
  expect((await verdictOf(item, text)).status).toBe(wants);
});

test("C6: folding twice changes nothing more, and case makes no difference", () => {
  for (let code = 0; code < 0x1_ffff; code++) {
    if (code >= 0xd800 && code < 0xe000) continue;
    const character = String.fromCodePoint(code);
    const once = caseFolded(character);
    if (caseFolded(once) !== once) expect.unreachable(`U+${code.toString(16)}`);
    if (character !== "ı" && caseFolded(character.toUpperCase()) !== once) expect.unreachable(`U+${code.toString(16)}`);
  }
});

const EITHER = "Answer: (\\w+)|Result: (\\w+)";
test.each([
  ["the first group that took part", { pattern: EITHER }, "Result: billing", "billing"],
  ["the other one", { pattern: EITHER }, "Answer: sales", "sales"],
  ["the first match", { pattern: EITHER, match: "first" }, "Answer: a, Result: b", "a"],
  ["the last match", { pattern: EITHER, match: "last" }, "Answer: a, Result: b", "b"],
  ["the last match without a group", { pattern: "\\d+", match: "last" }, "1, 22 and 333", "333"],
  ["an empty group", { pattern: "x(a*)" }, "x", ""],
  ["the last of empty matches", { pattern: "a*", match: "last" }, "ab", ""],
] as const)("C6: a pattern picks %s", async (_, on, text, wanted) => {
  const { status, reason } = await verdictOf({ all_of: [{ equals: wanted, on: { ...on } }] }, text);
  expect(status, reason).toBe("pass");
});

const unseen: readonly (readonly [string, TestItem, string, string])[] = [
  ["a zero width space", { equals: "C" }, "C\u200b", "(they look alike: the text has U+200B zero width space)"],
  ["a no-break space", { contains: "10 km" }, "It is 10\u00a0km.", "U+00A0 no-break space"],
  ["a soft hyphen", { starts_with: "refund" }, "re\u00adfund", "U+00AD soft hyphen"],
  ["a Cyrillic letter", { equals: "A" }, "А", "the text has U+0410 Cyrillic"],
  ["a Cyrillic letter that is expected", { equals: "А" }, "A", "expected is U+0410 Cyrillic"],
  ["a Greek letter", { equals_any: ["A", "B"] }, "Β", "U+0392 Greek"],
  ["a byte order mark", { contains: "AB" }, "A\ufeffB", "U+FEFF byte order mark"],
  ["a variation selector", { ends_with: "☎" }, "☎\ufe0e", "U+FE0E variation selector"],
  ["a no-break hyphen", { contains_all: ["e-mail"] }, "e\u2011mail", "U+2011 a dash"],
  ["a curly apostrophe", { contains_any: ["don't"] }, "don’t", "U+2019"],
  ["a full-width letter", { equals: "C" }, "Ｃ", "U+FF23"],
  ["inside of JSON", { json_path: { path: "$.a", equals: "C" } }, '{"a":"С"}', "U+0421 Cyrillic"],
];
test.each(unseen)("C9: the reason shows what cannot be seen: %s", async (_, item, text, words) => {
  const verdict = await verdictOf(item, text);
  expect(verdict.status).toBe("fail");
  expect(verdict.reason).toContain("they look alike");
  expect(verdict.reason).toContain(words);
});

test("C9: the reason of what differs visibly says nothing more", async () => {
  expect((await verdictOf({ equals: "C" }, "D")).reason).toBe('expected "C", got "D"');
  expect((await verdictOf({ contains: "\u200b" }, "D")).reason).not.toContain("alike");
});
