import { expect } from "vitest";
import { displayWidth } from "../../../src/base/display-width.ts";

const CLEAR_LINE = "\r\u001b[2K";
const LINE_UP = "\u001b[1A";

/** The lines of a terminal of `columns` columns after all this was written to it. A line that would wrap fails the test. */
export function screenOf(written: readonly string[], columns = 200): string[] {
  const lines = [""];
  let row = 0;
  // oxlint-disable-next-line no-control-regex -- escape sequences are what is read here
  for (const token of written.join("").split(/(\r\u{1b}\[2K|\u{1b}\[1A|\n)/u)) {
    if (token === CLEAR_LINE) lines[row] = "";
    else if (token === LINE_UP) row -= 1;
    else if (token === "\n") lines[++row] ??= "";
    else lines[row] += token;
    expect(displayWidth(lines[row] ?? "")).toBeLessThan(columns);
  }
  return lines.slice(0, row + 1);
}
