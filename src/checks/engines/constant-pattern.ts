import type { Pattern } from "./pattern.ts";

/** Texts as unlike each other as can be: a pattern that finds itself in all of them asks for nothing. */
const UNLIKE = ["\n", "a", "Z9 ", "\u00e9\u65e5\u672c", "\u{1f642}", '{"a": [1, null]}', "one\ntwo\r\n\n three"];
const SURROGATES = { first: 0xd800, last: 0xdfff } as const;
const LAST_OF_PLANE = 0xffff;
/** So many of a pattern's own characters are set beside each other in pairs. */
const MAX_PAIRED = 60;

/**
 * Does a pattern that matches the empty text match every text? One that takes only texts of some kind (`^[^<]*$`) fails on a
 * text with every character, or on one made of what it names itself.
 */
export function matchesAll(pattern: Pattern, source: string): boolean {
  const own = [...new Set(source)].slice(0, MAX_PAIRED);
  const pairs = own.flatMap((one) => own.map((other) => one + other)).join("");
  return [...UNLIKE, source, pairs, everyCharacter()].every((text) => pattern.test(text));
}

let characters: string | null = null;

/** Every character of the first plane, without halves of others. */
function everyCharacter(): string {
  characters ??= Array.from({ length: LAST_OF_PLANE + 1 }, (_, code) =>
    code >= SURROGATES.first && code <= SURROGATES.last ? "" : String.fromCharCode(code),
  ).join("");
  return characters;
}

/** A literal after an end of the text, with a reading ahead for what would make it optional. */
const AFTER_END = /(?<![\\])\$(?![$*+?{|()\]^\\]|$)(?!.(?:[*?]|\{0))/su;
const MAY_BE_ELSE = /[|]|\)(?:[*?]|\{0)|\(\?[a-z]*m/u;

/**
 * Can no text match, since something must follow its end: `costs $5`? Only what is certain is called dead; a class, an
 * alternative or a part that may be left out is not looked into.
 */
export function isDead(source: string, flags: string): boolean {
  if (flags.includes("m")) return false;
  const plain = source
    .replaceAll(/\\[bBAzZQ]/gu, "|") // they take no character
    .replaceAll(/\\./gsu, "x")
    .replaceAll(/\[\^?\]?[^\]]*\]/gu, "x");
  return AFTER_END.test(plain) && !MAY_BE_ELSE.test(plain);
}
