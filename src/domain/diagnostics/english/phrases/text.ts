/** What a catalogue says of a problem: what is wrong and what was expected; and the next step, if there is one. */
export interface Text {
  readonly message: string;
  readonly hint: string | null;
}

/** The proposal of a name that is nearly what was written. */
export function didYouMean(nearest: string | null): string | null {
  return nearest === null ? null : `did you mean \`${nearest}\`?`;
}

/** The way out where one model of several does not take a setting. */
export const OMIT = "or leave it out there with `unsupported: omit`";

/** "`a`, `b` or `c`". */
export function anyOf(words: readonly string[]): string {
  return words.length === 0 ? "none" : orOf(words.map((word) => `\`${word}\``));
}

/** "a, b or c". */
export function orOf(words: readonly string[]): string {
  return joined(words, "or");
}

/** "a, b and c". */
export function andOf(words: readonly string[]): string {
  return joined(words, "and");
}

function joined(words: readonly string[], last: "or" | "and"): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1) ?? ""}`;
}

/** A text in quotes, cut to 60 characters. */
export function quoted(text: string): string {
  const written = JSON.stringify(text);
  return written.length > 60 ? `${written.slice(0, 57)}…` : written;
}

/** A JSON value in a few words: `the number 5`, `an empty list`. */
export function described(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null (an empty value)";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object") return "a map";
  if (typeof value === "string") return `the text ${quoted(value)}`;
  return typeof value === "number" || typeof value === "boolean" ? `the ${typeof value} ${value}` : `a ${typeof value}`;
}

/** A JSON value short enough for a message. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value ?? null);
  return `\`${text.length > 60 ? `${text.slice(0, 60)}…` : text}\``;
}

/** Types of values in words, by their names in JSON Schema. */
export const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: "text",
  object: "a map",
  array: "a list",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  null: "null",
};
