import { listed, plural, rangeWords } from "./words.ts";
import type { Sentences } from "../../reason.ts";
import type { LengthUnit, TextReason, WantedNumber } from "../../text.ts";

/** What checks of a text say. */
export const TEXT: Sentences<TextReason> = {
  "text.is": ({ wanted }) => `the text is ${wanted}`,
  "text.contains": ({ wanted }) => `the text contains ${wanted}`,
  "text.starts": ({ wanted }) => `the text starts with ${wanted}`,
  "text.ends": ({ wanted }) => `the text ends with ${wanted}`,
  "text.contains-all": ({ count }) => `the text contains all of ${plural(count, "text")}`,
  "text.differs": ({ wanted, got }) => `expected ${wanted}, got ${got}`,
  "text.lacks-start": ({ wanted, got }) => `expected the text to start with ${wanted}, got ${got}`,
  "text.lacks-end": ({ wanted, got }) => `expected the text to end with ${wanted}, got ${got}`,
  "text.missing": ({ wanted, got }) => `expected ${listed(wanted)} in the text, got ${got}`,
  "text.has-none": ({ wanted, got }) => `expected one of ${listed(wanted)} in the text, got ${got}`,
  "text.is-none": ({ wanted, got }) => `expected one of ${listed(wanted)}, got ${got}`,
  "pattern.matches": ({ pattern }) => `${pattern} matches`,
  "pattern.differs": ({ pattern, got }) => `expected a match of ${pattern}, got ${got}`,
  "number.none": ({ wanted, got }) => `expected ${numberWords(wanted)}, found no number in ${got}`,
  "number.unreadable": ({ wanted, got }) => `expected ${numberWords(wanted)}, and cannot read ${got} as a number`,
  "number.is": ({ wanted, got, of }) =>
    `expected ${numberWords(wanted)}, ${of === 1 ? "the number" : `the last of ${of} numbers`} is ${got}`,
  length: ({ lengths }) =>
    lengths.map(({ unit, range, got }) => `expected ${rangeWords(range)}, got ${plural(got, UNITS[unit])}`).join("; "),
  "similarity.is": ({ metric, got, min }) => `${metric} is ${got}, expected at least ${min}`,
  "similarity.no-words": ({ metric, of }) =>
    `the tokenizer of ${metric} sees no words in the ${of}; use \`tokenize: words\` or \`tokenize: chars\``,
  "similarity.too-long": ({ metric }) => `the texts are too long to compare by ${metric}`,
  "on.no-line": () => "the text has no line that is not blank",
  "on.no-tag": ({ tag, text }) => `there is no <${tag}>…</${tag}> in ${text}`,
  "on.no-match": ({ pattern, text }) => `/${pattern}/ finds nothing in ${text}`,
};

const UNITS: Readonly<Record<LengthUnit, string>> = {
  chars: "character",
  words: "word",
  lines: "line",
  sentences: "sentence",
};

function numberWords({ equals, tolerance, min, max }: WantedNumber): string {
  if (equals !== null) return tolerance === null ? equals : `${equals} ± ${tolerance}`;
  if (min === null) return `at most ${max}`;
  return max === null ? `at least ${min}` : `${min} to ${max}`;
}
