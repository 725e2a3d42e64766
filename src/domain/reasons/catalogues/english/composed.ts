import { listed, plural } from "./words.ts";
import type { Quotation } from "../../excerpt.ts";
import type { ComposedReason, Sentences } from "../../reason.ts";
import type { CharacterKind, OddCharacters } from "../../text.ts";

/** What composed checks say, and what others say in their own words. */
export const COMPOSED: Sentences<ComposedReason | Quotation> = {
  of: ({ name, reason }, say) => `${name}: ${say(reason)}`,
  not: ({ name, reason }, say) => `not ${name}: ${say(reason)}`,
  "not-there": ({ name, reason }, say) => `what ${name} looks at is not there, so \`not\` fails, too: ${say(reason)}`,
  "holds-unwanted": ({ name, reason }, say) => `not as wanted, ${name} holds: ${say(reason)}`,
  "fails-wanted": ({ name, reason }, say) => `as wanted, ${name} does not hold: ${say(reason)}`,
  "all-pass": ({ count }) => `all of ${plural(count, "check")} pass`,
  "none-passes": ({ inner }, say) =>
    `none of ${inner.length}: ${inner.map(({ name, reason }) => `${name}: ${say(reason)}`).join("; ")}`,
  "nothing-inside": () => "nothing is inside",
  "looks-alike": ({ reason, inText, inWanted }, say) => {
    const odd = [...characters("the text has", inText), ...characters("expected is", inWanted)];
    return `${say(reason)} (they look alike${odd.length === 0 ? "" : `: ${odd.join(", ")}`})`;
  },
  quotation: ({ words }) => words,
};

function characters(start: string, { shown, more }: OddCharacters): string[] {
  if (shown.length === 0) return [];
  const named = shown.map(({ codePoint, kind }) => (kind === null ? codePoint : `${codePoint} ${KINDS[kind]}`));
  return [`${start} ${listed({ shown: named, more })}`];
}

const KINDS: Readonly<Record<CharacterKind, string>> = {
  "no-break-space": "no-break space",
  "narrow-no-break-space": "narrow no-break space",
  "soft-hyphen": "soft hyphen",
  "zero-width-space": "zero width space",
  "zero-width-non-joiner": "zero width non-joiner",
  "zero-width-joiner": "zero width joiner",
  "word-joiner": "word joiner",
  "byte-order-mark": "byte order mark",
  space: "a space",
  "variation-selector": "variation selector",
  invisible: "invisible",
  cyrillic: "Cyrillic",
  greek: "Greek",
  armenian: "Armenian",
  dash: "a dash",
};
