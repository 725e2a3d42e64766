import fc from "fast-check";

/** Halves of pairs are no characters. */
const HALVES = { from: 0xd800, count: 0x800 };

/** Any character of Unicode, as fast-check's unit "binary", which takes a second to be made. */
export const anyCharacter: fc.Arbitrary<string> = fc
  .integer({ min: 0, max: 0x10ffff - HALVES.count })
  .map((rank) => String.fromCodePoint(rank < HALVES.from ? rank : rank + HALVES.count));
