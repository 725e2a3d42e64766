import { describe, expect, test } from "vitest";
import { mutationSites } from "../../scripts/mutation-sites.mjs";

const mutantsOf = (source: string): string[] =>
  mutationSites("a.ts", source).map(({ start, end, text }) => source.slice(0, start) + text + source.slice(end));

describe("ways to break a source", () => {
  test.each([
    ["a comparison", "f(a === b);", [";", "f(a !== b);"]],
    ["an edge", "const x = a < b;", ["const x = a <= b;"]],
    ["a sum", "const x = a + b;", ["const x = a - b;"]],
    ["both or one", "const x = a && b;", ["const x = a || b;"]],
    ["yes and no", "const x = true;", ["const x = false;"]],
    ["a number", "const x = 5;", ["const x = (5 + 1);"]],
    ["a call whose value nobody takes", "await close();", [";"]],
    ["a check", "if (a) b = c;", ["if (true) b = c;", "if (false) b = c;"]],
    ["the operator, not a comment before it", "const x = (a) /* - */ - b;", ["const x = (a) /* - */ + b;"]],
  ])("%s", (_, source, mutants) => {
    expect(mutantsOf(source)).toEqual(mutants);
  });
  test.each([
    ["words", 'const x = a + " words";'],
    ["types", "type A = 1 | true; const x: 5 = y; interface B { c: false }"],
    ["imports", 'import { a } from "b"; export * from "c";'],
  ])("%s are left alone", (_, source) => {
    expect(mutantsOf(source)).toEqual([]);
  });
  test("what is no source says so", () => {
    expect(() => mutationSites("a.ts", "const = 5")).toThrow(/^a\.ts: /);
  });
});
