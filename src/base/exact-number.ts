/** How a whole number is written in YAML (core schema), JSON and CSV. */
const WHOLE = /^\s*(?:[-+]?\d+|0x[\da-f]+|0o[0-7]+)\s*$/i;

/**
 * Is `value` the number that `written` means? Not when it is too large for a number (infinite), and not when it is a
 * whole number beyond 2^53, whose last digits are lost. Fractions are taken as near as numbers come.
 */
export function isExactNumber(written: string, value: number): boolean {
  return Number.isFinite(value) && (!WHOLE.test(written) || Number.isSafeInteger(value));
}

/** Does a number as text have the characters it was written with? `02134`, `1.10` and `1e3` have others. */
export function keepsCharacters(written: string, value: number): boolean {
  return written.trim() === String(value);
}
