// C0 and C1 controls (tab and newline excepted), DEL, bidirectional marks, overrides and isolates, line and paragraph
// separators, BOM, and tag characters, which hide a text in another.
// oxlint-disable no-control-regex -- control characters are what this file is about
const UNPRINTABLE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;
const LONE_SURROGATE = /\p{Surrogate}/gu;

/**
 * Text from a model or a file, made safe to show: escape and control characters, bidirectional overrides and
 * lone surrogates become visible (`\x1b`, `\u202e`), so that they cannot steer a terminal or disguise text.
 */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, visible).replace(LONE_SURROGATE, visible);
}

/** `printable` on one line: newlines and tabs become visible too. */
export function printableLine(text: string): string {
  return printable(text).replaceAll("\n", "⏎").replaceAll("\t", " ");
}

const SHOWN_CHARACTERS = 80;
const PLAIN = /^[\x20-\x7e]*$/;

/** A text in quotes on one line, cut to 80 characters, its control characters made visible. */
export function quote(text: string): string {
  if (text.length <= SHOWN_CHARACTERS && PLAIN.test(text)) return `"${text}"`;
  const start = Array.from(text.slice(0, 2 * SHOWN_CHARACTERS))
    .slice(0, SHOWN_CHARACTERS)
    .join("");
  return `"${printableLine(start)}${start.length < text.length ? "…" : ""}"`;
}

function visible(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  if (code > 0xffff) return `\\u{${code.toString(16)}}`;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
}
