/**
 * A value as it is shown: on one line, safe to print, cut to some length, a text in quotes, anything else as JSON. It is of
 * no language.
 */
export type Excerpt = string;

/** The first of several values, and how many more there are. */
export interface Excerpts {
  readonly shown: readonly Excerpt[];
  readonly more: number;
}

/** What others say in words of their own: a person's script, an engine, the API. Handed on as it is. */
export interface Quotation {
  readonly code: "quotation";
  readonly words: string;
}

/** Words of others, as they are. */
export function quotation(words: string): Quotation {
  return { code: "quotation", words };
}
