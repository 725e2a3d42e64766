/** An exact decimal number: `coefficient` × 10^`exponent`. */
export interface Decimal {
  readonly coefficient: bigint;
  readonly exponent: number;
}

const WRITTEN = /^([-+]?)(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d{1,6}))?$/;
/** Digits, and zeros that an exponent stands for: what is longer is no figure that anybody states. */
const MAX_DIGITS = 400;

/** The number that plain digits mean (`-1.50`, `.5`, `6e23`), whatever their length; null for anything else, and beyond 400 digits. */
export function parseDecimal(written: string): Decimal | null {
  const [, sign = "", whole = "", fraction = "", power = "0"] = WRITTEN.exec(written) ?? [];
  const digits = whole + fraction;
  if (digits === "" || digits.length > MAX_DIGITS) return null;
  const exponent = Number(power) - fraction.length;
  if (Math.abs(exponent) > MAX_DIGITS) return null;
  return { coefficient: BigInt(`${sign === "-" ? "-" : ""}${digits}`), exponent };
}

/** The decimal that a finite number is written as: 0.1 is one tenth. */
export function decimalOf(value: number): Decimal {
  const parsed = parseDecimal(String(value));
  if (parsed === null) throw new RangeError(`${value} is no finite number`);
  return parsed;
}

/** Negative, 0 or positive as `a` is less than, equal to or more than `b`. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const { coefficient } = subtract(a, b);
  return coefficient === 0n ? 0 : coefficient < 0n ? -1 : 1;
}

export function add(a: Decimal, b: Decimal): Decimal {
  const exponent = Math.min(a.exponent, b.exponent);
  return { coefficient: scaled(a, exponent) + scaled(b, exponent), exponent };
}

export function subtract(a: Decimal, b: Decimal): Decimal {
  return add(a, { ...b, coefficient: -b.coefficient });
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return { coefficient: a.coefficient * b.coefficient, exponent: a.exponent + b.exponent };
}

/** `a` ÷ `b`; null where that has no end (one third) or no value. */
export function divide(a: Decimal, b: Decimal): Decimal | null {
  if (b.coefficient === 0n) return null;
  // A quotient that ends has a denominator of twos and fives: no more places than the denominator has bits.
  const places = b.coefficient.toString(2).length;
  const dividend = a.coefficient * 10n ** BigInt(places);
  if (dividend % b.coefficient !== 0n) return null;
  return { coefficient: dividend / b.coefficient, exponent: a.exponent - b.exponent - places };
}

/** `base` to a whole power; null where the result has more than 400 digits, or no end. */
export function power(base: Decimal, to: number): Decimal | null {
  const digits = base.coefficient.toString().length;
  const times = Math.abs(to);
  if (digits * times > MAX_DIGITS || Math.abs(base.exponent * times) > MAX_DIGITS) return powerOfTen(base, to);
  const raised = { coefficient: base.coefficient ** BigInt(times), exponent: base.exponent * times };
  return to < 0 ? divide({ coefficient: 1n, exponent: 0 }, raised) : raised;
}

/** Ten to a power takes no digits at all. */
function powerOfTen(base: Decimal, to: number): Decimal | null {
  const isTen = base.coefficient === 10n && base.exponent === 0;
  return isTen && Math.abs(to) <= MAX_DIGITS ? { coefficient: 1n, exponent: to } : null;
}

/** Is `a` a whole number of `b`s? */
export function isMultiple(a: Decimal, b: Decimal): boolean {
  const exponent = Math.min(a.exponent, b.exponent);
  const step = scaled(b, exponent);
  return step !== 0n && scaled(a, exponent) % step === 0n;
}

export function negate({ coefficient, exponent }: Decimal): Decimal {
  return { coefficient: -coefficient, exponent };
}

/** The nearest number that a program holds. */
export function toNumber({ coefficient, exponent }: Decimal): number {
  return Number(`${coefficient}e${exponent}`);
}

function scaled({ coefficient, exponent }: Decimal, to: number): bigint {
  return coefficient * 10n ** BigInt(exponent - to);
}
