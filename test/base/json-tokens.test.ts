import fc from "fast-check";
import { expect, test } from "vitest";
import { JSON_STRING, jsonTokens } from "../../src/base/json/json-tokens.ts";

const tokensOf = (text: string): string[] => [...jsonTokens(text)].map(([token]) => token);

test.each<[text: string, tokens: readonly string[]]>([
  ['{"a":1}', ["{", '"a"', ":", "1", "}"]],
  ['["a\\"]","b\\\\",-0.5e-7]', ["[", '"a\\"]"', '"b\\\\"', "-0.5e-7", "]"]],
  ['{"{":"[:]"}', ["{", '"{"', ":", '"[:]"', "}"]],
  ["true", []],
])("the tokens of %s", (text, tokens) => {
  expect(tokensOf(text)).toEqual(tokens);
});

test("whatever the JSON is, its strings and numbers are found whole, and its brackets are balanced", () => {
  const whole = new RegExp(`^${JSON_STRING}$`);
  fc.assert(
    fc.property(fc.json(), (text) => {
      const tokens = tokensOf(text);
      const strings: string[] = [];
      const numbers: number[] = [];
      JSON.parse(text, (_, value: unknown) => {
        if (typeof value === "string") strings.push(value);
        if (typeof value === "number") numbers.push(value);
        return value;
      });
      const found = tokens.filter((token) => token.startsWith('"'));
      expect(found.every((token) => whole.test(token))).toBe(true);
      expect(found.map((token) => JSON.parse(token) as string)).toEqual(expect.arrayContaining(strings));
      expect(tokens.filter((token) => /^[-\d]/.test(token)).map(Number)).toEqual(numbers);
      const depth = tokens.reduce(
        (sum, token) => sum + Number(/^[[{]$/.test(token)) - Number(/^[\]}]$/.test(token)),
        0,
      );
      expect(depth).toBe(0);
    }),
    { numRuns: 200 },
  );
});

test("a long string is found in one go", () => {
  const text = JSON.stringify("\\".repeat(500_000));
  expect(tokensOf(text)).toEqual([text]);
});
