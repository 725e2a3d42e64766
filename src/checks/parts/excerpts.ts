import { printableLine, quote } from "../../base/printable.ts";
import type { Excerpt, Excerpts } from "../../domain/reasons/excerpt.ts";
import type { Json } from "../../domain/values/json.ts";
import { type ExactValue, writeJson } from "./exact-json.ts";

const SHOWN_CHARACTERS = 80;
const SHOWN_TEXTS = 5;

/** Texts in quotes: the first five, and how many more. */
export function quoteAll(texts: readonly string[]): Excerpts {
  return { shown: texts.slice(0, SHOWN_TEXTS).map(quote), more: Math.max(0, texts.length - SHOWN_TEXTS) };
}

/** A JSON value on one line, cut to 80 characters. */
export function showJson(value: Json): Excerpt {
  return showExact({ value });
}

/** The same of a value whose numbers keep their digits. */
export function showExact(exact: ExactValue): Excerpt {
  if (typeof exact.value === "string") return quote(exact.value);
  const text = writeJson(exact);
  return text.length <= SHOWN_CHARACTERS ? printableLine(text) : `${printableLine(text.slice(0, SHOWN_CHARACTERS))}…`;
}
