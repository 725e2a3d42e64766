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
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/\u00a0/u, "no-break space"],
  [/\u202f/u, "narrow no-break space"],
  [/\u00ad/u, "soft hyphen"],
  [/\u200b/u, "zero width space"],
  [/\u200c/u, "zero width non-joiner"],
  [/\u200d/u, "zero width joiner"],
  [/\u2060/u, "word joiner"],
  [/\ufeff/u, "byte order mark"],
  [/\p{Zs}/u, "a space"],
  [/\p{Variation_Selector}/u, "variation selector"],
  [/[\p{Default_Ignorable_Code_Point}\p{Cf}]/u, "invisible"],
  [/\p{Script=Cyrillic}/u, "Cyrillic"],
  [/\p{Script=Greek}/u, "Greek"],
  [/\p{Script=Armenian}/u, "Armenian"],
  [/\p{Pd}/u, "a dash"],
];
const SHOWN = 5;

/** A text as it looks: what cannot be seen left out, and of letters that look alike the Latin one. */
export function appearance(text: string): string {
  const plain = text.normalize("NFKC").replace(INVISIBLE, "").replace(SPACES, " ");
  return plain.replace(ALIKE, (character) => LOOK_ALIKES[character] ?? character);
}

/**
 * The code points in which texts differ that look alike, to be added to a reason: ` (they look alike: the text has U+200B zero
 * width space)`.
 */
export function unseenDifference(text: string, wanted: readonly string[]): string {
  const inText = oddCharacters(text);
  const inWanted = oddCharacters(wanted.join(""));
  const said = [
    ...sentence(
      "the text has",
      [...inText].filter((character) => !inWanted.has(character)),
    ),
    ...sentence(
      "expected is",
      [...inWanted].filter((character) => !inText.has(character)),
    ),
  ];
  return said.length === 0 ? " (they look alike)" : ` (they look alike: ${said.join(", ")})`;
}

function oddCharacters(text: string): ReadonlySet<string> {
  const characters = new Set(text.match(ODD));
  return new Set([...characters].filter((character) => appearance(character) !== character));
}

function sentence(start: string, characters: readonly string[]): string[] {
  if (characters.length === 0) return [];
  const more = characters.length > SHOWN ? ` and ${characters.length - SHOWN} more` : "";
  return [`${start} ${characters.slice(0, SHOWN).map(codePoint).join(", ")}${more}`];
}

function codePoint(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  const name = NAMES.find(([pattern]) => pattern.test(character))?.[1];
  return name === undefined ? `U+${code}` : `U+${code} ${name}`;
}

function pairs(from: string, to: string): Record<string, string> {
  const targets = Array.from(to);
  return Object.fromEntries(Array.from(from, (character, index) => [character, targets[index] ?? character]));
}
