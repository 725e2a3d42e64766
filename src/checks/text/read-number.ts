import { type Decimal, negate, toNumber } from "../../base/decimal.ts";
import { magnitudeOf, NUMBER } from "./number-notation.ts";

/** The number that a text states last. */
export type StatedNumber =
  | {
      readonly status: "number";
      /** As near as a program's numbers come. */
      readonly value: number;
      readonly exact: Decimal;
      readonly source: string;
      readonly count: number;
    }
  /** The last number is in a notation that is not read: `3,14`, `1.234,5`, `12:30`, `2π`. */
  | { readonly status: "unreadable"; readonly source: string }
  | { readonly status: "none" };

const DIGIT = /\p{Nd}/u;
const FOREIGN_DIGIT = /(?![0-9])\p{Nd}/gu;
const MATHEMATICAL_ZERO = 0x1d7ce;
const MATHEMATICAL_END = 0x1d7ff;
const SIGN = /[\uff0b\uff0c\uff0d\uff0e\u2212\u2010-\u2013\ufe63\u066b\u066c]/g;
const SIGNS: Readonly<Record<string, string>> = {
  "\uff0b": "+",
  "\uff0c": ",",
  "\uff0d": "-",
  "\uff0e": ".",
  "\u2212": "-",
  "\u2010": "-",
  "\u2011": "-",
  "\u2012": "-",
  "\u2013": "-",
  "\ufe63": "-",
  "\u066b": ".",
  "\u066c": ",",
};
/** What before a number makes it a part of something else: a root, a power, a tolerance, an index, the rest of a fraction. */
const PART_OF_BEFORE =
  /(?:[√∛∜±]|\\sqrt(?:\[\d+\])?\{?|\\pm|[\p{L}\p{N})\]}]\s?⁄|[\p{L})\]}]\/|\^\{?|\*\*|_\{|\}\s?\{|(?<=^|\s)—)\s?-?$|\p{No}[xX×·⋅∙*]?$/u;
/** What behind a number says that it is not all: a constant, a root, another kind of number, a scale of one letter. */
const PART_OF_AFTER =
  /^(?:[π√∛∜\p{No}\p{Nl}]|\\(?:pi|sqrt|cdot|times)|_\d|[xX][\da-fA-F]|[bBoO]\d|\.\d|[BTG](?![\p{L}\p{N}]))/u;
/** Scales in other words than are read. */
const OTHER_SCALES = [
  "milli(?:on|ard)(?:en|e|s|i)?",
  "mill[oó]n(?:es)?|milh(?:ão|ões)|mili(?:oni|one|ardi|ardo)|miljo(?:en|ner|ona)",
  "billion(?:en)?|bilh(?:ão|ões)|bill[oó]n(?:es)?",
  "mi?lrd|mio|mld|mln|cr|lac|tausend|mille|mila|hundert|dutzend",
  "тыс|тысяч[аи]?|млн|млрд|миллион(?:а|ов)?|миллиард(?:а|ов)?",
  "ألف|آلاف|مليون|مليار|हज़ार|लाख|करोड़|พัน|หมื่น|แสน|ล้าน",
];
const SCALE_AFTER = new RegExp(`^[\\s-]?(?:${OTHER_SCALES.join("|")})(?![\\p{L}\\p{M}\\p{N}])`, "iu");
/** `2 million 500 thousand`: between two parts of one number nothing else stands. */
const JOINS = /^(?:\s|,|and\b)*$/;
const CONTEXT = 24;

/**
 * Finds the last number of a text, in English notation: `.` begins the decimals; `,`, an apostrophe, `_` or a no-break space
 * may group thousands. Signs, exponents, powers, fractions, scales (`2.5 million`, `3万`) and a currency sign are understood;
 * `%` and units are ignored. What is written in another way is unreadable, never something else.
 */
export function readLastNumber(text: string): StatedNumber {
  const plain = plainDigits(text);
  const { last, before, count } = lastMatches(plain);
  if (last === null) return { status: "none" };
  const source = last[0];
  const exact = isPart(plain, last, before) ? null : valueOf(last);
  if (exact === null) return { status: "unreadable", source: around(plain, last) };
  return { status: "number", value: toNumber(exact), exact, source, count };
}

/** The value of a text that is one number and nothing else, or null. */
export function parseExact(text: string): Decimal | null {
  const plain = plainDigits(text.trim());
  const { last, count } = lastMatches(plain);
  return last?.[0] === plain && count === 1 ? valueOf(last) : null;
}

/** The same as a program's number, or null. */
export function parseNumber(text: string): number | null {
  const exact = parseExact(text);
  return exact === null ? null : toNumber(exact);
}

interface Matches {
  readonly last: RegExpExecArray | null;
  readonly before: RegExpExecArray | null;
  readonly count: number;
}

function lastMatches(text: string): Matches {
  let [last, before, count]: [RegExpExecArray | null, RegExpExecArray | null, number] = [null, null, 0];
  for (const match of text.matchAll(NUMBER)) {
    before = last;
    last = match;
    count += 1;
  }
  return { last, before, count };
}

/** Null also for what no program's number can hold. */
function valueOf({ groups = {} }: RegExpExecArray): Decimal | null {
  const magnitude = magnitudeOf(groups);
  if (magnitude === null || !Number.isFinite(toNumber(magnitude))) return null;
  return groups["sign"]?.startsWith("-") === true ? negate(magnitude) : magnitude;
}

/** Is a number, by what stands around it, a part of something that is not read? */
function isPart(text: string, match: RegExpExecArray, previous: RegExpExecArray | null): boolean {
  const end = match.index + match[0].length;
  const after = text.slice(end, end + CONTEXT);
  if (PART_OF_AFTER.test(after) || SCALE_AFTER.test(after)) return true;
  if (PART_OF_BEFORE.test(text.slice(Math.max(0, match.index - CONTEXT), match.index))) return true;
  if (previous?.groups?.["scale"] === undefined) return false;
  return JOINS.test(text.slice(previous.index + previous[0].length, match.index));
}

/** The number with the characters around it that make it unreadable. */
function around(text: string, match: RegExpExecArray): string {
  const end = match.index + match[0].length;
  const before = /\S{0,8}$/u.exec(text.slice(Math.max(0, match.index - CONTEXT), match.index))?.[0] ?? "";
  const after = /^\s?\S{0,10}/u.exec(text.slice(end, end + CONTEXT))?.[0] ?? "";
  return `${before}${match[0]}${after}`.trim();
}

function plainDigits(text: string): string {
  return text
    .replace(SIGN, (sign) => SIGNS[sign] ?? sign)
    .replaceAll("{,}", ",")
    .replaceAll("\\,", "\u2009")
    .replace(FOREIGN_DIGIT, (digit) => String(digitValue(digit.codePointAt(0) ?? 0)));
}

/** Decimal digits of a script stand in order, the zero first. */
function digitValue(code: number): number {
  if (code >= MATHEMATICAL_ZERO && code <= MATHEMATICAL_END) return (code - MATHEMATICAL_ZERO) % 10;
  let zero = code;
  while (code - zero < 9 && DIGIT.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return code - zero;
}
