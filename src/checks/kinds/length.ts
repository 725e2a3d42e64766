import type { CheckKind, Prepared } from "../../domain/check.ts";
import type { Json } from "../../domain/values/json.ts";
import type { Problem } from "../../domain/values/problem.ts";
import { ArgumentReader, argumentProblem } from "../parts/argument-reader.ts";
import { type CountRange, describeRange, isWithin } from "../parts/count.ts";
import { countGraphemes, countLines, countSentences, words, worstSegmentingNs } from "../text/segments.ts";
import { decide, fail, plural } from "../parts/verdict.ts";

/** How long the text is, in characters as people see them, words, lines or sentences. */
export const length: CheckKind = { type: "length", prepare };

const UNITS = {
  chars: { noun: "character", count: countGraphemes },
  words: { noun: "word", count: (text: string) => words(text).length },
  lines: { noun: "line", count: countLines },
  sentences: { noun: "sentence", count: countSentences },
} as const;

type Unit = keyof typeof UNITS;
const UNIT_NAMES = ["chars", "words", "lines", "sentences"] as const satisfies readonly Unit[];

interface Bound {
  readonly unit: Unit;
  readonly range: CountRange;
}

function prepare(args: Json): Prepared | readonly Problem[] {
  const read = new ArgumentReader(
    args,
    null,
    UNIT_NAMES.flatMap((unit) => [`min_${unit}`, `max_${unit}`]),
  );
  const bounds = UNIT_NAMES.flatMap((unit) => readBound(read, unit));
  if (read.problems.length === 0 && bounds.length === 0) {
    read.problems.push(argumentProblem([], "expected a bound, such as max_words"));
  }
  if (read.problems.length > 0) return read.problems;
  return {
    worstNs: ({ text }) => worstSegmentingNs(text) * bounds.length,
    grade: ({ text }) => grade(text.normalize("NFC"), bounds),
  };
}

function readBound(read: ArgumentReader, unit: Unit): readonly Bound[] {
  const min = read.whole(`min_${unit}`);
  const max = read.whole(`max_${unit}`);
  if (min === null && max === null) return [];
  if (min !== null && max !== null && min > max) read.reject(`min_${unit}`, `min ${min} is more than max ${max}`);
  return [{ unit, range: { min: min ?? 0, max: max ?? Number.POSITIVE_INFINITY } }];
}

function grade(text: string, bounds: readonly Bound[]): ReturnType<typeof decide> {
  const said = bounds.map(({ unit, range }) => {
    const { noun, count } = UNITS[unit];
    const found = count(text);
    return { holds: isWithin(found, range), words: `expected ${describeRange(range)}, got ${plural(found, noun)}` };
  });
  const wrong = said.filter(({ holds }) => !holds);
  if (wrong.length > 0) return fail(wrong.map(({ words }) => words).join("; "));
  return decide(true, said.map(({ words }) => words).join("; "));
}
