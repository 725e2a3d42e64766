import { expect, test } from "vitest";
import { clip, inert, inertJson, safeLine, safeStart } from "../../src/base/inert.ts";
import { NASTY } from "../helpers/report-shapes.ts";
import { commandsIn } from "../helpers/runner-commands.ts";

test("the nasty texts hold commands, which become none", () => {
  expect(NASTY.flatMap(commandsIn)).not.toEqual([]);
  expect(NASTY.flatMap((text) => commandsIn(inert(text.replaceAll(/[\r\v]/g, "\n"))))).toEqual([]);
});

test("JSON holds no control character and keeps its meaning", () => {
  for (const text of NASTY) {
    const json = inertJson(JSON.stringify({ [text]: text }));
    expect(json).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u2028\ufeff]/u);
    expect(JSON.parse(json)).toEqual({ [text]: text });
  }
});

test("a command in JSON is written otherwise", () => {
  const value = { text: 'a ##[error]b \\##[c] "##["', "##[k]": 1 };
  const json = inertJson(JSON.stringify(value));
  expect(JSON.parse(json)).toEqual(value);
  expect(commandsIn(json)).toEqual([]);
});

test("a long text is cut between characters", () => {
  expect(clip("abc", 3)).toBe("abc");
  expect(clip("ab😀", 3)).toBe("ab…");
});

test("a line from outside has no control characters and no newline", () => {
  for (const text of NASTY) expect(safeLine(text)).not.toMatch(/[\p{Cc}\u202e\u2028\p{Surrogate}]/u);
});

test("the start of an answer says how much is left", () => {
  expect(safeStart("a\nb\nc\nd", 2, 100)).toEqual({ lines: ["a", "b"], left: 4 });
  expect(safeStart("x".repeat(500), 3, 200).left).toBe(300);
  expect(safeStart("", 3, 200)).toEqual({ lines: [""], left: 0 });
});

test.each([
  ["a surrogate pair", `family ${"😀".repeat(40)}`],
  ["a family of joined emoji", `family ${"👩‍👩‍👧".repeat(20)}`],
  ["a letter with its marks", `x${"e\u0301\u0323".repeat(60)}`],
])("B12: the start of an answer is not cut inside %s", (_name, text) => {
  const whole = new Intl.Segmenter("en", { granularity: "grapheme" });
  const boundaries = new Set(Array.from(whole.segment(text), ({ index }) => index));
  for (let chars = 8; chars < 40; chars++) {
    const { lines, left } = safeStart(text, 3, chars);
    expect(boundaries).toContain(lines.join("").length);
    expect(text.length - left).toBe(lines.join("").length);
    expect(boundaries).toContain(clip(text, chars).length - 1);
  }
});

test("B12: an answer is cut between words, and not at all for the sake of a few letters", () => {
  expect(safeStart("a long answer that goes on and on and on and on", 3, 16).lines).toEqual(["a long answer"]);
  expect(safeStart("nearly all of it fits", 3, 18)).toEqual({ lines: ["nearly all of it fits"], left: 0 });
});
