/**
 * How a sentence of two halves is made in English, such as `$.total: expected "a", got "b"`: pages show them apart. Records hold
 * sentences, so that whoever reads one has nothing else to go by.
 */
export const HALVES: Halves = {
  begins: /^(?:(.{1,200}?): )?expected /s,
  goesOn: /^(?:, got |, (?=the number is |the last of \d+ numbers is |found no ))/,
  beginsAgain: "; expected ",
};

interface Halves {
  /** Before what was expected; its group: where it was looked at. */
  readonly begins: RegExp;
  /** Between the halves. */
  readonly goesOn: RegExp;
  /** Between two sentences of two halves each. */
  readonly beginsAgain: string;
}
