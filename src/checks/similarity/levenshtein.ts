import { distance } from "fastest-levenshtein";

/** UTF-16 units that are neither surrogates nor of interest otherwise: as many different tokens can be told apart. */
const FIRST_UNIT = 0x100;
const LAST_UNIT = 0xd7ff;

/**
 * 1 − the least number of tokens to insert, delete or replace (Levenshtein 1966), divided by the longer length. 0..1; 1 for
 * two empty lists. Null if the texts have more different tokens (some 55,000) than can be told apart.
 */
export function levenshtein(text: readonly string[], reference: readonly string[]): number | null {
  const longer = Math.max(text.length, reference.length);
  if (longer === 0) return 1;
  const units = new Map<string, string>();
  const a = encode(text, units);
  const b = encode(reference, units);
  return units.size > LAST_UNIT - FIRST_UNIT ? null : 1 - distance(a, b) / longer;
}

function encode(tokens: readonly string[], units: Map<string, string>): string {
  const encoded = tokens.map((token) => {
    const known = units.get(token);
    if (known !== undefined) return known;
    const unit = String.fromCharCode(Math.min(FIRST_UNIT + units.size, LAST_UNIT));
    units.set(token, unit);
    return unit;
  });
  return encoded.join("");
}
