import { printable, printableLine } from "./printable.ts";

const ZERO_WIDTH_SPACE = "\u200b";

/**
 * Text that no CI runner takes for a command. The runner of GitHub Actions looks for `::name::` at the start of a
 * line, after blanks, and for the older `##[name]` anywhere in one; a zero-width space breaks both.
 */
export function inert(text: string): string {
  return text.replaceAll("##[", `##${ZERO_WIDTH_SPACE}[`).replace(/^([^\S\n]*)::/gm, `$1${ZERO_WIDTH_SPACE}::`);
}

/** `##[` in JSON text, written as an escape: the same value, but no command. It occurs inside strings only. */
export function inertJson(json: string): string {
  return json.replaceAll("##[", "##\\u005b");
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
