import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson } from "../../src/base/canonical-json.ts";
import { hashText, hashValue } from "../../src/base/hash.ts";
import { createMask, findKey } from "../../src/base/mask.ts";
import { nearestWord } from "../../src/base/nearest-word.ts";
import { printable, printableLine } from "../../src/base/printable.ts";
import { seededRandom, shuffled } from "../../src/base/seeded-random.ts";

describe("canonical JSON", () => {
  test("says what JSON says, whatever the order of keys", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
    expect(canonicalJson({ b: 1, a: [{ d: null, c: undefined }] })).toBe('{"a":[{"d":null}],"b":1}');
  });
  test.each([Number.NaN, Number.POSITIVE_INFINITY, 1n, () => 0])("refuses %s", (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });
});

test("hashes are SHA-256 (FIPS 180-2, appendix B.1)", () => {
  expect(hashText("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  expect(hashValue({ a: 1, b: 2 })).toBe(hashValue({ b: 2, a: 1 }));
});

describe("seeded random", () => {
  test("repeats with its seed and differs between seeds", () => {
    const draw = (seed: number): number[] => Array.from({ length: 5 }, seededRandom(seed));
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });
  test("is uniform enough: a mean within five standard errors, all deciles hit", () => {
    const random = seededRandom("uniform");
    const draws = Array.from({ length: 10_000 }, random);
    const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(5 * (0.2887 / 100));
    expect(new Set(draws.map((value) => Math.floor(value * 10))).size).toBe(10);
    expect(draws.every((value) => value >= 0 && value < 1)).toBe(true);
  });
  test("shuffles without losing anything", () => {
    const items = [1, 2, 3, 4, 5, 6, 7, 8];
    const mixed = shuffled(items, seededRandom(1));
    expect(mixed).not.toEqual(items);
    expect([...mixed].sort((a, b) => a - b)).toEqual(items);
  });
});

test.each([
  ["contians", ["contains", "equals"], "contains"],
  ["claude-hiaku-5-5", ["claude-haiku-5-5", "claude-opus-5-5"], "claude-haiku-5-5"],
  ["lenght", ["weight", "length"], "length"],
  ["zebra", ["contains", "equals"], null],
  ["x", ["no"], null],
  ["max_cost", ["max_cost_usd", "concurrency"], "max_cost_usd"],
  ["max", ["max_cost_usd", "max_attempts"], null],
])("the word nearest to %s", (word, known, nearest) => {
  expect(nearestWord(word, known)).toBe(nearest);
});

test.each([
  ["\u001b[31mred\u0007", "\\x1b[31mred\\x07"],
  ["a\u202eb", "a\\u202eb"],
  ["\ud800x", "\\ud800x"],
  ["日本語 👩‍👩‍👧 é\tx\n", "日本語 👩‍👩‍👧 é\tx\n"],
  ["a\rb\u009bc", "a\\x0db\\x9bc"],
])("%j is shown as %j", (text, shown) => {
  expect(printable(text)).toBe(shown);
});

test("one line stays one line", () => {
  expect(printableLine("a\nb\tc\r\n")).toBe("a⏎b c\\x0d⏎");
});

describe("mask", () => {
  const mask = createMask(['top"secret/value', "short"]);
  test.each([
    ['key is top"secret/value.', "key is [masked]."],
    [JSON.stringify({ key: 'top"secret/value' }), '{"key":"[masked]"}'],
    [JSON.stringify(JSON.stringify(['top"secret/value'])), '"[\\"[masked]\\"]"'],
    ["url?k=top%22secret%2Fvalue", "url?k=[masked]"],
    ["sk-ant-api03-abcdefghijklmnop", "[masked]"],
    ["short words stay", "short words stay"],
  ])("%s", (text, masked) => expect(mask(text)).toBe(masked));
  test.each([
    "p@ss&lt;w>\"ord'&amp;1/+=SECRETZZ",
    "p@ss&lt;w&gt;&quot;ord&#39;&amp;1/+=SECRETZZ",
    "p@ss&lt;w&gt;&#34;ord&#x27;&amp;1/+=SECRETZZ",
    "p@ss&lt;w>\\\"ord'&amp;1/+=SECRETZZ",
  ])("attack 9: a secret with entities, as a page of an error shows it: %s", (written) => {
    expect(createMask([`p@ss<w>"ord'&1/+=SECRETZZ`])(`<p>${written}</p>`)).toBe("<p>[masked]</p>");
  });

  test.each(["S", ":S", "u:S", "us:S", "user:S", "some-one:S", "x=S&y=1"])("Base64 of a secret S in %j", (around) => {
    const secret = "pA55~wörd?>of-the-proxy";
    const known = createMask([secret]);
    for (const encoding of ["base64", "base64url"] as const) {
      const encoded = Buffer.from(around.replace("S", secret)).toString(encoding);
      const masked = known(`Authorization: Basic ${encoded}`);
      expect(masked).toContain("[masked]");
      // What is left of the secret's own characters would have to decode to three bytes of it at least.
      const left = masked.replace("Authorization: Basic ", "").split("[masked]");
      for (const rest of left.map((part) => Buffer.from(part, "base64").toString("latin1"))) {
        expect(rest).not.toMatch(/pA55|proxy|wörd/);
      }
    }
  });
  test("finds a key", () => {
    expect(findKey("x sk-ant-api03-abcdefghijklmnop y")).toBe("sk-ant-api03-abcdefghijklmnop");
    expect(findKey("sk-ant-…")).toBeNull();
  });
});
