import { segmenter } from "./segmenter.ts";
import { printable, printableLine } from "./printable.ts";

const ZERO_WIDTH_SPACE = "\u200b";

/**
 * Text that no CI runner takes for a command. The runner of GitHub Actions looks for `::name::` at the start of a
 * line, after blanks, and for the older `##[name]` anywhere in one; a zero-width space breaks both.
 */
export function inert(text: string): string {
  return text.replaceAll("##[", `##${ZERO_WIDTH_SPACE}[`).replace(/^([^\S\n]*)::/gm, `$1${ZERO_WIDTH_SPACE}::`);
}

// What JSON leaves as it is and a terminal may obey: DEL and C1 controls, direction marks and overrides, line separators, BOM; and tag characters.
const RAW_IN_JSON = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\udb40[\udc00-\udc7f]/g;

/**
 * JSON text of the same value that neither a CI runner nor a terminal takes for a command: `##[` and control characters
 * are written as escapes. They occur inside strings only.
 */
export function inertJson(json: string): string {
  return json.replaceAll("##[", "##\\u005b").replace(RAW_IN_JSON, (chars) => chars.split("").map(escaped).join(""));
}

/** No character that anyone reads is longer than this. */
const LONGEST_GRAPHEME = 64;

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** The first `maxChars` code units or so of a text, its end marked; long texts are cut before anything else looks at them. */
export function clip(text: string, maxChars: number): string {
  return text.length <= maxChars ? text : `${text.slice(0, wholeEnd(text, maxChars))}…`;
}

/** The last place at or before `end` that is not inside a character: half an emoji is none. */
function wholeEnd(text: string, end: number): number {
  const near = segmenter("grapheme")
    .segment(text.slice(0, end + LONGEST_GRAPHEME))
    .containing(end);
  if (near === undefined) return end;
  const half = /[\ud800-\udbff]/.test(text.charAt(end - 1)) ? end - 1 : end;
  return end - near.index < LONGEST_GRAPHEME ? near.index : half;
}

/** A text from outside on one line, safe for a terminal, at most `maxChars` long. */
export function safeLine(text: string, maxChars = 300): string {
  return printableLine(clip(text, maxChars));
}

/** Text that is left over is shown when it would take no more room than saying so. */
const NOT_WORTH_A_CUT = 24;

/**
 * The first lines of a text from outside, safe for a terminal, cut between words where that is near. `left` counts the characters
 * not shown.
 */
export function safeStart(text: string, maxLines: number, maxChars: number): { lines: string[]; left: number } {
  const start = text.length <= maxChars + NOT_WORTH_A_CUT ? text : text.slice(0, wordEnd(text, maxChars));
  const kept = start.split(/\r\n|\n/).slice(0, maxLines);
  const length = kept.join("\n").length;
  const lines = printable(kept.join("\n")).replaceAll("\t", "  ").split("\n");
  return { lines, left: Math.max(0, text.length - length) };
}

function wordEnd(text: string, end: number): number {
  const whole = wholeEnd(text, end);
  const blank = /\s\S{0,20}$/.exec(text.slice(0, whole));
  return blank === null || /\s/.test(text.charAt(whole)) ? whole : blank.index;
}
