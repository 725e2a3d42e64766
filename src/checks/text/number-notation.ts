import { add, type Decimal, divide, multiply, parseDecimal, power } from "../../base/decimal.ts";

/** Spaces that may group thousands, and never stand between two numbers by chance. */
export const GROUP_SPACES = "\u00a0\u2007\u2008\u2009\u202f\u205f";
const VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒↉";
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const SCALES: Readonly<Record<string, string>> = {
  dozen: "12",
  hundred: "1e2",
  thousand: "1e3",
  lakh: "1e5",
  million: "1e6",
  crore: "1e7",
  billion: "1e9",
  trillion: "1e12",
  quadrillion: "1e15",
};
const LETTERS: Readonly<Record<string, string>> = { k: "1e3", K: "1e3", M: "1e6", bn: "1e9", mn: "1e6" };
const CJK: Readonly<Record<string, number>> = {
  十: 1,
  百: 2,
  千: 3,
  万: 4,
  萬: 4,
  億: 8,
  亿: 8,
  兆: 12,
  십: 1,
  백: 2,
  천: 3,
  만: 4,
  억: 8,
  조: 12,
};
const CJK_RUN = `[${Object.keys(CJK).join("")}]+`;

/** `million`, `Million`, `MILLION`, and their plurals. */
function inAnyCase(words: readonly string[]): readonly string[] {
  return words.flatMap((word) => [
    `[${word[0]}${word[0]?.toUpperCase()}]${word.slice(1)}s?`,
    `${word.toUpperCase()}S?`,
  ]);
}

const GROUPED = `\\d{1,3}(?:[${GROUP_SPACES}]\\d{3})+(?!\\d)(?:[.,]\\d+)?`;
const BARE = "\\.?\\d+(?:[.,'’_]\\d+)*";
const TEN = "\\s?(?:[×x·⋅∙*]|\\\\times|\\\\cdot)\\s?10";
/** As TeX writes a fraction. */
const FRAC = "\\\\[dt]?frac\\{\\d+\\}\\{\\d+\\}";
const RAISED = `(?:(?:\\^|\\*\\*)(?:\\{[-+]?\\d+\\}|[-+]?\\d+)|[⁺⁻]?[${SUPERSCRIPTS}]+)`;
/**
 * What may follow the digits of a number and changes what it says. At most one of the groups takes part; `odd` are notations
 * that are recognised and not read: times, sizes, dates.
 */
const TAIL = [
  `(?<exponent>[eE][-+]?\\d+)`,
  `(?<times>${TEN}${RAISED})`,
  `(?<raised>${RAISED})`,
  `(?<mixed>\\s?[${VULGAR}]| \\d+[/⁄]\\d+(?![\\d/⁄]))`,
  `(?<over>[/⁄]\\d+(?:\\.\\d+)?(?![\\d/⁄]))`,
  `(?<cjk>${CJK_RUN}(?:\\d[\\d,]*${CJK_RUN})*(?:\\d[\\d,]*)?)`,
  `(?<scale>[\\s-]?(?:${inAnyCase(Object.keys(SCALES)).join("|")})(?![\\p{L}\\p{N}]))`,
  `(?<letter>(?:k|K|M|bn|mn)(?![\\p{L}\\p{N}]))`,
  `(?<odd>(?:[:xX×·⋅∙]\\d[\\d.]*)+|[/⁄]\\d+(?:[/⁄]\\d+)+|-\\d{2}-\\d{2}(?!\\d)|` +
    `(?<=(?<![\\d.,])\\d{1,3})(?: \\d{3})+(?!\\d)(?:[.,]\\d+)?|${FRAC})`,
].join("|");

/** A number with all that belongs to it; a sign counts only where nothing that could be subtracted from stands before it. */
export const NUMBER: RegExp = new RegExp(
  `(?<![A-Za-z_\\d.])(?<sign>(?<![\\p{L}\\p{N})\\]%])(?<![\\p{N})\\]%][ \\t])[-+][$€£¥₹]?)?` +
    `(?:(?<digits>${GROUPED}|${BARE})(?:${TAIL})?|(?<vulgar>[${VULGAR}])|(?<frac>${FRAC}))`,
  "gu",
);

const PLAIN = /^(?:\d+(?:\.\d+)?|\.\d+)$/;
const THOUSANDS = new RegExp(
  `^\\d{1,3}(?:([,'’_])\\d{3}(?:\\1\\d{3})*|(?:[${GROUP_SPACES}]\\d{3})+)(?:\\.\\d+)?$`,
  "u",
);
const SEPARATORS = new RegExp(`[,'’_${GROUP_SPACES}]`, "gu");

/** What a match of `NUMBER` means, its sign left out; null where its notation is not read, or means no decimal number. */
export function magnitudeOf(match: Readonly<Record<string, string | undefined>>): Decimal | null {
  const { frac, vulgar, digits = "" } = match;
  const [top, bottom] = frac?.match(/\d+/g) ?? [];
  if (top !== undefined && bottom !== undefined) return quotient(top, bottom);
  if (vulgar !== undefined) return vulgarOf(vulgar);
  if (match["odd"] !== undefined) return null;
  const plain = plainOf(digits);
  if (plain === null) return null;
  if (match["cjk"] !== undefined) return cjkOf(digits, match["cjk"]);
  const tail = tailOf(match);
  return tail === undefined ? plain : tail(plain);
}

type Tail = (digits: Decimal) => Decimal | null;

function tailOf(match: Readonly<Record<string, string | undefined>>): Tail | undefined {
  const { exponent, times, raised, mixed, over, scale, letter } = match;
  if (exponent !== undefined) return (digits) => times10(digits, Number(exponent.slice(1)));
  if (times !== undefined) return (digits) => times10(digits, powerIn(times));
  if (raised !== undefined) return (digits) => power(digits, powerIn(raised));
  if (over !== undefined) return (digits) => divideBy(digits, over.slice(1));
  if (mixed !== undefined) return (digits) => plus(digits, fractionOf(mixed.trim().replace(/^-/, "")));
  const factor =
    scale === undefined
      ? LETTERS[letter ?? ""]
      : SCALES[
          scale
            .toLowerCase()
            .replace(/[^a-z]/g, "")
            .replace(/s$/, "")
        ];
  const by = factor === undefined ? null : parseDecimal(factor);
  return by === null ? undefined : (digits) => multiply(digits, by);
}

/** Digits with or without grouped thousands, in English notation. */
function plainOf(digits: string): Decimal | null {
  return PLAIN.test(digits) || THOUSANDS.test(digits) ? parseDecimal(digits.replace(SEPARATORS, "")) : null;
}

function times10(digits: Decimal, to: number): Decimal | null {
  const factor = Number.isSafeInteger(to) ? parseDecimal(`1e${to}`) : null;
  return factor === null ? null : multiply(digits, factor);
}

/** The power at the end of `×10^8`, `^{-3}` or `⁻³`; NaN where it is none. */
function powerIn(tail: string): number {
  const raised = /(?:\^|\*\*)\{?([-+]?\d+)\}?$/.exec(tail)?.[1];
  if (raised !== undefined) return Number(raised);
  const [, sign = "", digits = ""] = /([⁺⁻]?)([⁰¹²³⁴⁵⁶⁷⁸⁹]+)$/u.exec(tail) ?? [];
  const plain = Array.from(digits, (digit) => SUPERSCRIPTS.indexOf(digit)).join("");
  return Number(`${sign === "⁻" ? "-" : ""}${plain}`);
}

function plus(a: Decimal, b: Decimal | null): Decimal | null {
  return b === null ? null : add(a, b);
}

function divideBy(a: Decimal, by: string): Decimal | null {
  const divisor = parseDecimal(by);
  return divisor === null ? null : divide(a, divisor);
}

function quotient(top: string, bottom: string): Decimal | null {
  const dividend = parseDecimal(top);
  return dividend === null ? null : divideBy(dividend, bottom);
}

function fractionOf(written: string): Decimal | null {
  const [top = "", bottom] = written.split(/[/⁄]/u);
  return bottom === undefined ? vulgarOf(written) : quotient(top, bottom);
}

/** Unicode writes ½ in compatibility form as 1⁄2. */
function vulgarOf(character: string): Decimal | null {
  const [top = "", bottom = ""] = character.normalize("NFKC").split("\u2044");
  return quotient(top, bottom);
}

/** `3億5000万`: each number times what stands behind it, the units falling. */
function cjkOf(first: string, tail: string): Decimal | null {
  let total: Decimal | null = { coefficient: 0n, exponent: 0 };
  let last = Number.POSITIVE_INFINITY;
  for (const [, digits = "", units = ""] of `${first}${tail}`.matchAll(/([\d.,]+)([^\d.,]*)/gu)) {
    const to = Array.from(units).reduce((sum, unit) => sum + (CJK[unit] ?? 0), 0);
    const plain = to < last ? plainOf(digits) : null;
    const part = plain === null ? null : times10(plain, to);
    if (part === null || total === null) return null;
    total = add(total, part);
    last = to;
  }
  return total;
}
