import { describe, expect, test } from "vitest";
import { createStyle } from "../../../src/base/style.ts";
import { displayWidth, sliceByWidth } from "../../../src/base/display-width.ts";
import { messageLine, messageLines } from "../../../src/cli/terminal/message-line.ts";

const plain = createStyle(false);
const coloured = createStyle(true);

test.each([
  ["suite.yaml:3:4: error: unknown key `x` [unknown-key]", "\u001b[31merror\u001b[39m"],
  ["prompt-run: error: there is no run", "\u001b[31merror\u001b[39m"],
  ["warning: it is old", "\u001b[33mwarning\u001b[39m"],
  ["  = help: did you mean y?", "\u001b[1mhelp\u001b[22m"],
  ["   |   ^^^^", "\u001b[31m^^^^\u001b[39m"],
])("B16: %j has its colours", (line, part) => {
  expect(messageLine(line, "plain", coloured, null)).toContain(part);
});

test("a word that only looks like a severity has none", () => {
  const line = "3 trials have no answer: the error: was told";
  expect(messageLine(line, "plain", coloured, null)).toBe(line);
});

/** A frame of a message as it is shown, so wide. */
function frameAt(columns: number, source: string, place: string): [source: string, carets: string] {
  const carets = `  | ${" ".repeat(displayWidth(source.slice(0, source.indexOf(place))))}${"^".repeat(displayWidth(place))}`;
  const [shown = "", below = ""] = messageLines([`4 | ${source}`, carets], "plain", plain, columns);
  return [shown, below];
}

describe("a source line that is wider than the terminal", () => {
  const source = `expect: [ { contains: "返金" }, { length: { min_words: 0 } }, { expr: "true" }, { matches: ".*" } ]`;
  test.each([
    [200, "{ min_words: 0 }"],
    [80, "{ min_words: 0 }"],
    [40, '"返金"'],
    [40, '"true"'],
    [40, '".*"'],
    [24, '".*"'],
  ])("%i columns: the carets stand below the place %s", (columns, place) => {
    const [shown, below] = frameAt(columns, source, place);
    expect(displayWidth(shown)).toBeLessThanOrEqual(columns);
    const at = below.indexOf("^");
    expect(sliceByWidth(shown, at, displayWidth(below) - at)).toBe(place);
  });
});

describe("on a narrow terminal", () => {
  test("B16: lines are broken between words, commands stay whole", () => {
    const line =
      "9 trials have no answer yet: `prompt-run resume 20261128-070529-1a2b --max-cost 0.05` sends these alone";
    const lines = messageLine(line, "plain", plain, 60).split("\n");
    expect(lines).toEqual([
      "9 trials have no answer yet:",
      "  `prompt-run resume 20261128-070529-1a2b --max-cost 0.05`",
      "  sends these alone",
    ]);
  });

  test("a source line is as wide as it is, with its caret below", () => {
    const frame = `12 | ${"x".repeat(100)}`;
    expect(messageLine(frame, "plain", plain, 40)).toBe(frame);
  });
});
