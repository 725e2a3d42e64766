import { displayWidth } from "../../base/display-width.ts";
import type { Style, Tone } from "../../base/style.ts";

const MAX_FIGURE_LINES = 2;
const GAP = 2;

/** A piece of a line with its tone. */
export interface Part {
  readonly text: string;
  readonly tone: Tone;
}

/** A line of the view: its parts stand `GAP` cells apart. */
export type Line = readonly Part[];

/** The line as it is written. */
export function drawnLine(line: Line, style: Style): string {
  return line.map(({ tone, text }) => style(tone, text)).join(" ".repeat(GAP));
}

/** The cells that a line takes. */
export function widthOf(line: Line): number {
  return line.reduce((sum, { text }) => sum + displayWidth(text) + GAP, -GAP);
}

/** The parts in order, on as many lines of `width` as may be; what does not fit them is left out. */
export function fitLines(parts: readonly Part[], width: number): Part[][] {
  const lines: Part[][] = [];
  let room = -1;
  for (const part of parts) {
    const needed = displayWidth(part.text) + GAP;
    if (needed - GAP > room) {
      if (lines.length === MAX_FIGURE_LINES || needed - GAP > width) break;
      lines.push([]);
      room = width;
    }
    lines.at(-1)?.push(part);
    room -= needed;
  }
  return lines;
}
