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
