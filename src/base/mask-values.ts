import type { Mask } from "./mask.ts";

/**
 * What becomes of the texts in a value. `text`: every string is masked, and every key of a map, for those are somebody's
 * own. `kept`: structure (ids, words of a format, hashes), never touched. `word`: from outside, but by rights a single word
 * or a model's id, which no secret is; anything else is masked. `detail`: a word of ours, then behind a colon text. A map gives it key by key: the keys are ours and stay, and
 * what it does not name is text. Lists are looked through.
 */
export type Texts = "text" | "kept" | "word" | "detail" | { readonly [key: string]: Texts };

const WORD = /^[A-Za-z]+(_[A-Za-z]+)*$/;
const LONGEST_WORD = 40;
const MODEL_ID = /^(?:[a-z-]+\.)*claude-[a-z0-9.@:-]{1,60}$/;

/** Is this the id of a model, as the API and the clouds write it? */
export function isModelId(text: string): boolean {
  return MODEL_ID.test(text);
}

/**
 * The same value with its texts masked. Values are masked before they are written, never what was written of them: so no
 * secret, whatever it says, can change a record's keys, numbers or words. Returns the value itself when nothing is in it.
 */
export function maskValues<T>(value: T, mask: Mask, texts: Texts): T {
  const written = JSON.stringify(value) ?? "";
  if (mask(written) === written) return value;
  // Strings stay strings, and keys of ours stay: the shape is the same.
  return maskedValue(value, mask, texts) as T;
}

/** The same as JSON, written once where nothing is in it. */
export function maskedJson(value: object, mask: Mask, texts: Texts): { json: string; isMasked: boolean } {
  const json = JSON.stringify(value);
  if (mask(json) === json) return { json, isMasked: false };
  return { json: JSON.stringify(maskedValue(value, mask, texts)), isMasked: true };
}

function maskedValue(value: unknown, mask: Mask, texts: Texts): unknown {
  if (texts === "kept") return value;
  if (typeof value === "string") return maskedText(value, mask, texts);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => maskedValue(item, mask, texts));
  if (typeof texts !== "string") {
    const treatment = (key: string): Texts => (Object.hasOwn(texts, key) ? (texts[key] ?? "text") : "text");
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, maskedValue(inner, mask, treatment(key))]),
    );
  }
  const entries = new Map<string, unknown>();
  for (const [key, inner] of Object.entries(value)) {
    entries.set(freeKey(mask(key), entries), maskedValue(inner, mask, texts));
  }
  return Object.fromEntries(entries);
}

function maskedText(text: string, mask: Mask, texts: Texts): string {
  if (texts === "word" && isWord(text)) return text;
  const colon = texts === "detail" ? text.indexOf(":") : 0;
  if (colon < 0) return text;
  return text.slice(0, colon) + mask(text.slice(colon));
}

/** Two keys that are masked must not become one. */
function freeKey(key: string, taken: ReadonlyMap<string, unknown>): string {
  let free = key;
  for (let number = 2; taken.has(free); number++) free = `${key} ${number}`;
  return free;
}

function isWord(text: string): boolean {
  return (text.length <= LONGEST_WORD && WORD.test(text)) || isModelId(text);
}
