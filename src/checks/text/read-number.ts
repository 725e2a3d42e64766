/** The number that a text states last. */
export type StatedNumber =
  | { readonly status: "number"; readonly value: number; readonly source: string; readonly count: number }
  /** The last number is not in English notation: `3,14`, `1.234,5`, `1.2.3`. */
  | { readonly status: "unreadable"; readonly source: string }
  | { readonly status: "none" };

/** The zero of each script whose digits are read: ASCII, Arabic, Persian, Devanagari, full width. */
const ZEROS = [0x30, 0x660, 0x6f0, 0x966, 0xff10];
const FOREIGN_DIGIT = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\uff10-\uff19]/g;
const FULL_WIDTH_SIGN = /[\uff0b\uff0c\uff0d\uff0e\u2212\u066b]/g;
const SIGNS: Readonly<Record<string, string>> = {
  "\uff0b": "+",
  "\uff0c": ",",
  "\uff0d": "-",
  "\uff0e": ".",
  "\u2212": "-",
  "\u066b": ".",
};
/** A sign counts only where nothing that could be subtracted from stands before it. */
const NUMBER =
  /(?<![A-Za-z_\d.])(?:(?<![\p{L}\p{N})\]%])(?<![\p{N})\]%][ \t])[-+][$€£¥₹]?)?(?:\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?!\d)(?:\.\d+)?|\.?\d+(?:[.,'’]\d+)*)(?:[eE][-+]?\d+)?/gu;
const PLAIN = /^[-+]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?$/;
const GROUPED = /^[-+]?\d{1,3}(?:([,'’\u00a0\u202f\u2009])\d{3})(?:\1\d{3})*(?:\.\d+)?$/u;

/**
 * Finds the last number of a text, in English notation: `.` begins the decimals; `,`, an apostrophe or a no-break
 * space may group thousands. Signs, exponents and a currency sign are understood; `%` and units are ignored.
 */
export function readLastNumber(text: string): StatedNumber {
  const sources = plainDigits(text).match(NUMBER);
  const source = sources?.at(-1);
  if (sources === null || source === undefined) return { status: "none" };
  const value = valueOf(source);
  return value === null ? { status: "unreadable", source } : { status: "number", value, source, count: sources.length };
}

/** The value of a text that is one number and nothing else, or null. */
export function parseNumber(text: string): number | null {
  return valueOf(plainDigits(text.trim()));
}

function valueOf(source: string): number | null {
  const bare = source.replace(/[$€£¥₹]/, "");
  if (!PLAIN.test(bare) && !GROUPED.test(bare)) return null;
  const value = Number(bare.replace(/[,'’\u00a0\u202f\u2009]/gu, ""));
  return Number.isFinite(value) ? value : null;
}

function plainDigits(text: string): string {
  return text
    .replace(FULL_WIDTH_SIGN, (sign) => SIGNS[sign] ?? sign)
    .replace(FOREIGN_DIGIT, (digit) => {
      const code = digit.charCodeAt(0);
      const zero = ZEROS.findLast((start) => start <= code) ?? 0x30;
      return String(code - zero);
    });
}
