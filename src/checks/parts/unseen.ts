import type { LooksAlike, Reason } from "../../domain/reasons/reason.ts";
import type { CharacterKind, OddCharacter, OddCharacters } from "../../domain/reasons/text.ts";

/** Characters that take no room: zero width spaces and joiners, soft hyphens, variation selectors, tags. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;
const SPACES = /[\p{Zs}\t]/gu;
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  ...pairs("АВЕКМНОРСТУХІЈЅаеорсухіјѕԁһԛԝӀ", "ABEKMHOPCTYXIJSaeopcyxijsdhqwl"),
  ...pairs("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονϲ", "ABEZHIKMNOPTYXovc"),
  ...pairs("օսհոցԱՍ", "ouhngUU"),
  ...pairs("‐‑‒–−﹣", "------"),
  ...pairs("‘’‚ʼ′", "'''''"),
  ...pairs("“”„″", '""""'),
};
const ALIKE = new RegExp(`[${Object.keys(LOOK_ALIKES).join("")}]`, "gu");
const ODD = /[^\x20-\x7e\n]/gu;
const KINDS: readonly (readonly [RegExp, CharacterKind])[] = [
  [/\u00a0/u, "no-break-space"],
  [/\u202f/u, "narrow-no-break-space"],
  [/\u00ad/u, "soft-hyphen"],
  [/\u200b/u, "zero-width-space"],
  [/\u200c/u, "zero-width-non-joiner"],
  [/\u200d/u, "zero-width-joiner"],
  [/\u2060/u, "word-joiner"],
  [/\ufeff/u, "byte-order-mark"],
  [/\p{Zs}/u, "space"],
  [/\p{Variation_Selector}/u, "variation-selector"],
  [/[\p{Default_Ignorable_Code_Point}\p{Cf}]/u, "invisible"],
  [/\p{Script=Cyrillic}/u, "cyrillic"],
  [/\p{Script=Greek}/u, "greek"],
  [/\p{Script=Armenian}/u, "armenian"],
  [/\p{Pd}/u, "dash"],
];
const SHOWN = 5;

/** A text as it looks: what cannot be seen left out, and of letters that look alike the Latin one. */
export function appearance(text: string): string {
  return visibleForm(text.normalize("NFKC"));
}

/** The same for a text in the normal form that it is to be looked at in. */
export function visibleForm(text: string): string {
  const plain = text.replace(INVISIBLE, "").replace(SPACES, " ");
  return plain.replace(ALIKE, (character) => LOOK_ALIKES[character] ?? character);
}

/** The reason why texts differ that look alike: with the characters that one of them has and the other has not. */
export function lookAlike(reason: Reason, text: string, wanted: readonly string[]): LooksAlike {
  const inText = oddCharacters(text);
  const inWanted = oddCharacters(wanted.join(""));
  return {
    code: "looks-alike",
    reason,
    inText: shownOf([...inText].filter((character) => !inWanted.has(character))),
    inWanted: shownOf([...inWanted].filter((character) => !inText.has(character))),
  };
}

function oddCharacters(text: string): ReadonlySet<string> {
  const characters = new Set(text.match(ODD));
  return new Set([...characters].filter((character) => appearance(character) !== character));
}

function shownOf(characters: readonly string[]): OddCharacters {
  return { shown: characters.slice(0, SHOWN).map(oddCharacter), more: Math.max(0, characters.length - SHOWN) };
}

function oddCharacter(character: string): OddCharacter {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return { codePoint: `U+${code}`, kind: KINDS.find(([pattern]) => pattern.test(character))?.[1] ?? null };
}

function pairs(from: string, to: string): Record<string, string> {
  const targets = Array.from(to);
  return Object.fromEntries(Array.from(from, (character, index) => [character, targets[index] ?? character]));
}
