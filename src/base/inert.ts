import { printable, printableLine } from "./printable.ts";

const ZERO_WIDTH_SPACE = "\u200b";

/**
 * Text that no CI runner takes for a command. The runner of GitHub Actions looks for `::name::` at the start of a
 * line, after blanks, and for the older `##[name]` anywhere in one; a zero-width space breaks both.
 */
export function inert(text: string): string {
  return text.replaceAll("##[", `##${ZERO_WIDTH_SPACE}[`).replace(/^([^\S\n]*)::/gm, `$1${ZERO_WIDTH_SPACE}::`);
}

// What JSON leaves as it is and a terminal may obey: DEL and C1 controls, direction marks and overrides, line separators, BOM.
const RAW_IN_JSON = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/**
 * JSON text of the same value that neither a CI runner nor a terminal takes for a command: `##[` and control characters
 * are written as escapes. They occur inside strings only.
 */
export function inertJson(json: string): string {
  return json
    .replaceAll("##[", "##\\u005b")
    .replace(RAW_IN_JSON, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** The first `maxChars` code units or so of a text, its end marked; long texts are cut before anything else looks at them. */
export function clip(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const cut = text.slice(0, maxChars);
  // Half a surrogate pair is no character.
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

/** A text from outside on one line, safe for a terminal, at most `maxChars` long. */
export function safeLine(text: string, maxChars = 300): string {
  return printableLine(clip(text, maxChars));
}

/** The first lines of a text from outside, safe for a terminal. `left` counts the characters not shown. */
export function safeStart(text: string, maxLines: number, maxChars: number): { lines: string[]; left: number } {
  const start = text.slice(0, maxChars);
  const kept = start.split(/\r\n|\n/).slice(0, maxLines);
  const length = kept.join("\n").length;
  const lines = printable(kept.join("\n")).replaceAll("\t", "  ").split("\n");
  return { lines, left: Math.max(0, text.length - length) };
}
