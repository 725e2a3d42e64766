import { segmenter } from "./segmenter.ts";

const PRINTABLE_ASCII = /^[\u0020-\u007e]*$/;
// East Asian Width W and F (Unicode UAX #11) as scripts and blocks, since JavaScript knows no such property.
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{17000}-\u{18cff}\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u;
const ZERO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;

/** Terminal cells that a text without control characters takes: 2 for East Asian wide characters and emoji, 0 for marks alone. */
export function displayWidth(text: string): number {
  if (PRINTABLE_ASCII.test(text)) return text.length;
  let width = 0;
  for (const { segment } of segmenter("grapheme").segment(text)) width += graphemeWidth(segment);
  return width;
}

/** The text, cut to `width` cells; a cut is shown by `…` inside the width. */
export function truncateToWidth(text: string, width: number): string {
  // A grapheme of more than 64 code units is nothing that anyone reads.
  if (text.length <= width * 64 && fits(text, width)) return text;
  return width < 1 ? "" : `${takeWidth(text, width - 1)}…`;
}

/** The `width` cells of a text from cell `from` on. A character that the edge cuts in two is left out. */
export function sliceByWidth(text: string, from: number, width: number): string {
  const skipped = takeWidth(text, from);
  return takeWidth(text.slice(skipped.length), width);
}

/** The text padded with spaces to `width` cells. */
export function padToWidth(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - displayWidth(text)));
}

/**
 * Breaks a one-line text into lines of at most `width` cells: at spaces where there are some, else behind signs that join words, inside
 * words otherwise.
 */
export function wrapToWidth(text: string, width: number): string[] {
  const lines: string[] = [];
  let rest = text;
  while (!fits(rest, width)) {
    const line = takeWidth(rest, Math.max(2, width));
    // A space right behind the line is the best place of all.
    const space = rest.charAt(line.length) === " " ? line.length : line.lastIndexOf(" ");
    const end = space > line.length / 3 ? space : joinEnd(line);
    lines.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  if (rest !== "" || lines.length === 0) lines.push(rest);
  return lines;
}

/** Where a line without a good space is broken. */
function joinEnd(line: string): number {
  const sign = /^.*[-/_,;|…](?=.)/u.exec(line)?.[0].length ?? 0;
  return sign > line.length / 2 ? sign : line.length;
}

/** Looks no further than the width, however long the text is. */
function fits(text: string, width: number): boolean {
  return takeWidth(text, width).length === text.length;
}

function takeWidth(text: string, width: number): string {
  // With one character more: it could be a mark that belongs to the last one.
  if (PRINTABLE_ASCII.test(text.slice(0, width + 1))) return text.slice(0, width);
  let taken = 0;
  let end = 0;
  for (const { segment, index } of segmenter("grapheme").segment(text)) {
    taken += graphemeWidth(segment);
    if (taken > width) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
}

function graphemeWidth(grapheme: string): number {
  if (ZERO_WIDTH.test(grapheme)) return 0;
  return WIDE.test(grapheme) ? 2 : 1;
}
