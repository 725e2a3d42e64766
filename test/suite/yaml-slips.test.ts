import { expect, test } from "vitest";
import { parseYaml } from "../../src/suite/sources/yaml-source.ts";

interface Slip {
  readonly line: number;
  readonly hint: string | null;
}

/** What is said of a text that is no YAML, problem by problem: where, and what to do. */
function slips(text: string): readonly Slip[] {
  const parsed = parseYaml(text);
  if (parsed.ok) throw new Error("the row is YAML");
  return parsed.problems.map(({ hint, range }) => ({ line: text.slice(0, range.start).split("\n").length, hint }));
}

/** A slip is told once, at its line, with what to do: what the parser says of the lines below it follows from it. */
test.each<[slip: string, text: string, line: number, hint: RegExp]>([
  ["a quote inside of its own kind", `prompt: "if n == "x" go"\nmodel: m`, 1, /^a `"` ends .*`\\"`, or .* between `'`/],
  ["an apostrophe between apostrophes", "prompt: 'it's here'\nmodel: m", 1, /^a `'` ends .*`''`, or .* between `"`/],
  ["a quote in a list of one line", `expect: [{ contains: "a "b"" }]`, 1, /^a `"` ends /],
  ["a backslash in double quotes", `expect: [{ matches: "\\d+" }]`, 1, /^write `\\\\` .*between `'`/],
  ["a character that YAML keeps for itself", "prompt: @name says hi", 1, /^quote the value/],
  ["a text behind `|`", "prompt: | hello there\n  you", 1, /next line/],
  ["an item further left", "cases:\n    - id: a\n  - id: b", 3, /`-` of line 2 stands in column 5/],
  ["an item further right", "cases:\n  - id: a\n   - id: b\n    vars: {}", 3, /`-` of line 2 stands in column 3/],
  ["an item below a key", "cases:\n  - id: a\n    - id: b", 3, /`-` of line 2 stands in column 3/],
  [
    "a key further left",
    "cases:\n  - id: a\n   vars: {}\n    expect: []\n    trials: 1",
    3,
    /`id` in line 2 .* column 5/,
  ],
  ["a key further right", "cases:\n - id: a\n    vars: {}\n    expect: []", 2, /line 3 begins in column 5/],
])("%s", (_slip, text, line, hint) => {
  expect(slips(text)).toEqual([{ line, hint: expect.stringMatching(hint) as string }]);
});

test("slips far from each other are told each", () => {
  const text = "a:\n  b: 1\n c: 2\nd: 1\ne: 1\nf:\n  g: 1\n h: 2";
  expect(slips(text).map(({ line }) => line)).toEqual([3, 8]);
});

test("a key that is a list is told at the key", () => {
  expect(slips("model: m\n? [a]\n: b")).toEqual([{ line: 2, hint: "quote the key" }]);
});
