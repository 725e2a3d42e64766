import fc from "fast-check";
import { expect, test } from "vitest";
import { createMask, createMaskStream } from "../../src/base/mask.ts";

const SECRETS = ["secretsecret", 'se"cret/one', "cretsecr-2"];

function stream(pieces: readonly string[]): string {
  const masked = createMaskStream(SECRETS);
  return pieces.map((piece) => masked.add(piece)).join("") + masked.end();
}

test.each([
  ["in two pieces", ["it is secret", "secret."], "it is [masked]."],
  ["letter by letter", "it is secretsecret!".split(""), "it is [masked]!"],
  ["a key", ["sk-", "ant-api03-abcdef", "ghijklmnop", " end"], "[masked] end"],
  ["what only begins like one", ["sec", "ond"], "second"],
  ["at the end", ["secretsec", "ret"], "[masked]"],
  ["Base64", [btoa("me:secretsecret").slice(0, 9), btoa("me:secretsecret").slice(9)], "bWU6[masked]"],
])("a secret cut %s", (_how, pieces, wanted) => expect(stream(pieces)).toBe(wanted));

test("what cannot be a secret is shown at once", () => {
  const masked = createMaskStream(SECRETS);
  expect(masked.add("plain words. ")).toBe("plain words. ");
  expect(masked.add("a sec")).toBe("a ");
});

test("the pieces of a text give what the whole gives, wherever it is cut", () => {
  const mask = createMask(SECRETS);
  const parts = fc.constantFrom(
    ..."secret".split(""),
    "secret",
    "secretsecret",
    'se"cret',
    "/one",
    "cretsecr",
    "-2",
    " ",
  );
  const keys = fc.constantFrom("sk-", "ant-", "abcdefgh", "01234567", "s", " ");
  for (const words of [parts, keys]) {
    fc.assert(
      fc.property(fc.array(fc.array(words, { maxLength: 5 }), { maxLength: 8 }), (lists) => {
        const pieces = lists.map((list) => list.join(""));
        const whole = pieces.join("");
        expect(stream(pieces)).toBe(mask(whole));
        expect(stream(whole.split(""))).toBe(mask(whole));
      }),
      { numRuns: 500 },
    );
  }
});
