import { JSON_STRING } from "../base/json/json-tokens.ts";

/** A string of JSON, with the colon that makes a key of it; or a brace. */
const KEY_OR_BRACE = new RegExp(String.raw`${JSON_STRING}(\s*:)?|[{}]`, "g");

/** The keys of a JSON text, by the object that each stands in, as they read once their escapes are gone. */
export function keysOfObjects(text: string): readonly (readonly string[])[] {
  const all: string[][] = [];
  const open: string[][] = [];
  for (const [token, colon] of text.matchAll(KEY_OR_BRACE)) {
    if (token === "{") {
      const keys: string[] = [];
      all.push(keys);
      open.push(keys);
    } else if (token === "}") open.pop();
    else if (colon !== undefined) open.at(-1)?.push(String(JSON.parse(token.slice(0, -colon.length))));
  }
  return all;
}
