import fc from "fast-check";
import { expect, test } from "vitest";
import { createInertStream } from "../../src/base/inert-stream.ts";
import { inert } from "../../src/base/inert.ts";
import { printable } from "../../src/base/printable.ts";
import { commandsIn } from "../helpers/runner-commands.ts";

function stream(pieces: readonly string[]): string {
  const safe = createInertStream();
  return pieces.map((piece) => safe.add(piece)).join("") + safe.end();
}

const marks = fc.constantFrom(
  ..."::##[] \t\r\v\nax".split(""),
  "::error::x",
  "##[error]",
  "😀",
  "\ud83d",
  "\ude00",
  "\u001b[2J",
);

test("the pieces of a text give what the whole gives, wherever it is cut", () => {
  fc.assert(
    fc.property(fc.array(fc.array(marks, { maxLength: 6 }), { maxLength: 8 }), (lists) => {
      const pieces = lists.map((list) => list.join(""));
      const whole = pieces.join("");
      expect(stream(pieces)).toBe(inert(printable(whole)));
      expect(stream(whole.split(""))).toBe(inert(printable(whole)));
    }),
    { numRuns: 500 },
  );
});

test.each([
  ["a command cut in two", [":", ":error::no"]],
  ["after blanks that came before", ["ok\n", "  \t", ":", ":error::no"]],
  ["the older form, letter by letter", "a ##[error]no".split("")],
])("no command is made by %s", (_what, pieces) => {
  expect(commandsIn(pieces.join(""))).not.toEqual([]);
  expect(commandsIn(stream(pieces))).toEqual([]);
});

test("text that cannot become a command comes at once", () => {
  const safe = createInertStream();
  expect(safe.add("std")).toBe("std");
  expect(safe.add("::vector")).toBe("::vector");
});
