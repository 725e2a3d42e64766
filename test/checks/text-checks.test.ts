import { expect, test } from "vitest";
import { problemsOf, type TestItem, verdictOf } from "./grading.ts";

const composed = "caf\u00e9";
const decomposed = "cafe\u0301";
const family = "👩‍👩‍👧";

const rows: readonly (readonly [string, TestItem, string, "pass" | "fail"])[] = [
  ["equals", { equals: "billing" }, "billing", "pass"],
  ["trims by default", { equals: "billing" }, "  billing\n", "pass"],
  ["trims the value too", { equals: " billing " }, "billing", "pass"],
  ["does not trim when told", { equals: { value: "billing", trim: false } }, "billing\n", "fail"],
  ["minds case", { equals: "billing" }, "Billing", "fail"],
  ["ignores case", { equals: { value: "billing", ignore_case: true } }, "BILLING", "pass"],
  ["composes", { equals: composed }, decomposed, "pass"],
  ["composes the value", { equals: decomposed }, composed, "pass"],
  ["an empty text may be wanted", { equals: "" }, "  ", "pass"],
  ["Japanese", { equals: "返金" }, "返金", "pass"],
  ["half and full width differ", { equals: "カード" }, "ｶｰﾄﾞ", "fail"],
  ["contains", { contains: "refund" }, "a refund now", "pass"],
  ["contains minds case", { contains: "Refund" }, "a refund now", "fail"],
  ["contains ignores case", { contains: { value: "ÉTÉ", ignore_case: true } }, "l'été", "pass"],
  ["contains composes: e is not in é", { contains: "cafe" }, decomposed, "fail"],
  ["contains keeps spaces", { contains: " a " }, "ba b", "fail"],
  ["an emoji's part is in it", { contains: "👧" }, family, "pass"],
  ["right to left", { contains: "שלום" }, "אמר שלום לך", "pass"],
  ["Arabic with a mark", { contains: "مَرْحَبًا" }, "قال مَرْحَبًا بك", "pass"],
  ["starts_with", { starts_with: "Dear" }, "Dear customer", "pass"],
  ["starts_with does not trim", { starts_with: "Dear" }, " Dear customer", "fail"],
  ["starts_with trims when told", { starts_with: { value: "Dear", trim: true } }, " Dear customer", "pass"],
  ["ends_with", { ends_with: "regards" }, "Kind regards", "pass"],
  ["ends_with minds a line break", { ends_with: "regards" }, "Kind regards\n", "fail"],
  ["equals_any", { equals_any: ["billing", "refunds"] }, " refunds", "pass"],
  ["equals_any, none", { equals_any: ["billing", "refunds"] }, "refund", "fail"],
  ["equals_any, long form", { equals_any: { values: ["A"], ignore_case: true } }, "a", "pass"],
  ["contains_any", { contains_any: ["x", "fund"] }, "refund", "pass"],
  ["contains_any, none", { contains_any: ["x", "y"] }, "refund", "fail"],
  ["contains_all", { contains_all: ["re", "fund"] }, "refund", "pass"],
  ["contains_all, one missing", { contains_all: ["re", "y"] }, "refund", "fail"],
  ["matches anywhere", { matches: "f.n" }, "refund", "pass"],
  ["matches, anchored", { matches: "^fund$" }, "refund", "fail"],
  ["matches minds lines only when told", { matches: "^b$" }, "a\nb", "fail"],
  ["matches at lines", { matches: { pattern: "^b$", flags: "m" } }, "a\nb", "pass"],
  ["matches any case", { matches: { pattern: "REF", flags: "i" } }, "refund", "pass"],
  ["matches newlines", { matches: { pattern: "a.b", flags: "s" } }, "a\nb", "pass"],
  ["matches composed", { matches: "^.{4}$" }, decomposed, "pass"],
  ["matches letters of any script", { matches: "^\\p{L}+$" }, "返金", "pass"],
  ["matches JavaScript's escapes", { matches: "^\\u00e9$" }, "é", "pass"],
];

test.each(rows)("%s", async (_, item, text, wants) => {
  expect((await verdictOf(item, text)).status).toBe(wants);
});

test("contains_all scores the share that is there", async () => {
  expect(await verdictOf({ contains_all: ["a", "b", "c", "x"] }, "abc")).toMatchObject({ status: "fail", score: 0.75 });
});

test("reasons name what was expected and what was found, cut and on one line", async () => {
  const { reason } = await verdictOf({ equals: "billing" }, `re\nfund ${"x".repeat(500)}`);
  expect(reason).toContain('"billing"');
  expect(reason).toContain("re⏎fund");
  expect(reason.length).toBeLessThan(130);
});

test("a text of escapes and overrides is made visible in reasons", async () => {
  const { reason } = await verdictOf({ contains: "y" }, "\u001b[31mred\u202e");
  for (const hidden of ["\u001b", "\u202e"]) expect(reason).not.toContain(hidden);
});

test("a pattern that would backtrack for ever answers at once", async () => {
  const verdict = await verdictOf({ matches: "(a+)+$" }, `${"a".repeat(100_000)}!`);
  expect(verdict.status).toBe("fail");
});

const wrong: readonly (readonly [string, TestItem, readonly (string | number)[]])[] = [
  ["an unquoted number", { equals: 5 }, []],
  ["an unquoted boolean", { equals: true }, []],
  ["a number in the long form", { equals: { value: 5 } }, ["value"]],
  ["a list for a text", { contains: ["a"] }, []],
  ["an unknown key", { contains: { value: "a", ignorecase: true } }, ["ignorecase"]],
  ["a flag that is no boolean", { contains: { value: "a", trim: "yes" } }, ["trim"]],
  ["nothing to look for", { contains: "" }, []],
  ["blank when trimmed", { contains: { value: " ", trim: true } }, ["value"]],
  ["a text for a list", { equals_any: "a" }, []],
  ["a number in a list", { equals_any: ["a", 5] }, [1]],
  ["an empty list", { contains_any: [] }, []],
  ["an empty text in a list", { contains_all: ["a", ""] }, []],
  ["a bad pattern", { matches: "(" }, []],
  ["a bad pattern, long", { matches: { pattern: "[z-a]" } }, ["pattern"]],
  ["lookahead", { matches: "a(?=b)" }, []],
  ["a backreference", { matches: "(a)\\1" }, []],
  ["an unknown flag", { matches: { pattern: "a", flags: "g" } }, ["flags"]],
  ["a flag twice", { matches: { pattern: "a", flags: "ii" } }, ["flags"]],
];

test.each(wrong)("wrong argument: %s", async (_, item, pointer) => {
  const problems = await problemsOf(item);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ pointer });
});

test("an unquoted number is told to be quoted", async () => {
  expect((await problemsOf({ equals: 5 }))[0]?.hint).toContain('quote it: "5"');
});

test("lookaround is told to be impossible in linear time", async () => {
  expect((await problemsOf({ matches: "(?!a)" }))[0]?.hint).toContain("linear time");
});

test("a pattern that matches the empty text draws a warning", async () => {
  const { prepared } = await import("./grading.ts");
  expect((await prepared({ matches: "a*" })).warnings).toHaveLength(1);
  expect((await prepared({ matches: "a+" })).warnings).toEqual([]);
});
