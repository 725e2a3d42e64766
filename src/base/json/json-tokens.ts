/**
 * The tokens of a text that is JSON, as parts of patterns (RFC 8259). A string is found to its closing quote whatever its
 * escapes are; a number may be followed by nothing that a number of JSON could have.
 */
export const JSON_STRING: string = String.raw`"[^"\\]*(?:\\.[^"\\]*)*"`;
export const JSON_NUMBER: string = String.raw`-?\d[\d.eE+-]*`;

const TOKEN = new RegExp(String.raw`${JSON_STRING}|[[\]{}:]|${JSON_NUMBER}`, "g");

/** Strings, numbers, brackets and colons, in their order. What is no JSON is passed over. */
export function jsonTokens(text: string): RegExpStringIterator<RegExpExecArray> {
  return text.matchAll(TOKEN);
}
