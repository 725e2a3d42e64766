import fc from "fast-check";
import { expect, test } from "vitest";
import { LineSplitter } from "../../../src/targets/command/line-splitter.ts";
import { anyCharacter } from "../../helpers/texts/any-character.ts";

test("lines come out whole, however the bytes are cut", () => {
  const text = fc.array(fc.string({ unit: anyCharacter, maxLength: 8 }).map((line) => line.replaceAll("\n", "")));
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 5 }), (lines, size) => {
      const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(""));
      const splitter = new LineSplitter(1000);
      const found: string[] = [];
      for (let at = 0; at < bytes.length; at += size)
        found.push(...(splitter.add(bytes.subarray(at, at + size)) ?? []));
      expect(found).toEqual(bytes.toString("utf8").split("\n").slice(0, -1));
      expect(splitter.unfinished).toBe("");
    }),
    { numRuns: 60 },
  );
});

test("a line that is too long ends the reading; half of one is kept", () => {
  const splitter = new LineSplitter(5);
  expect(splitter.add(Buffer.from("ab\ncd"))).toEqual(["ab"]);
  expect(splitter.unfinished).toBe("cd");
  expect(splitter.add(Buffer.from("efgh"))).toBeNull();
});
