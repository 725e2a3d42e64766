import { said } from "../../../domain/diagnostics/said.ts";
import type { CheckKind, PreparedCheck, Verdict } from "../../../domain/check.ts";
import type { LengthUnit } from "../../../domain/reasons/text.ts";
import type { CountRange } from "../../../domain/values/count-range.ts";
import type { Json } from "../../../domain/values/json.ts";
import type { Problem } from "../../../domain/values/problem.ts";
import { ArgumentReader, argumentProblem } from "../../parts/argument-reader.ts";
import { isWithin } from "../../parts/count.ts";
import { countGraphemes, countLines, countSentences, words, worstSegmentingNs } from "../../text/segments.ts";
import { fail, pass } from "../../parts/verdict.ts";

/** How long the text is, in characters as people see them, words, lines or sentences. */
export const length: CheckKind = { type: "length", prepare };

const COUNTS: Readonly<Record<LengthUnit, (text: string) => number>> = {
  chars: countGraphemes,
  words: (text) => words(text).length,
  lines: countLines,
  sentences: countSentences,
};
const UNITS: readonly LengthUnit[] = ["chars", "words", "lines", "sentences"];

interface Bound {
  readonly unit: LengthUnit;
  readonly range: CountRange;
}

function prepare(args: Json): PreparedCheck | readonly Problem[] {
  const read = new ArgumentReader(
    args,
    null,
    UNITS.flatMap((unit) => [`min_${unit}`, `max_${unit}`]),
  );
  const bounds = UNITS.flatMap((unit) => readBound(read, unit));
  if (read.problems.length === 0 && bounds.length === 0) {
    read.problems.push(argumentProblem([], said("bad-check-argument.no-bound")));
  }
  if (read.problems.length > 0) return read.problems;
  const takesAll = bounds.every(({ range }) => range.min === 0 && range.max === Number.POSITIVE_INFINITY);
  return {
    ...(takesAll ? { always: "pass" } : {}),
    worstNs: ({ text }) => worstSegmentingNs(text) * bounds.length,
    grade: ({ text }) => grade(text.normalize("NFC"), bounds),
  };
}

function readBound(read: ArgumentReader, unit: LengthUnit): readonly Bound[] {
  const min = read.whole(`min_${unit}`);
  const max = read.whole(`max_${unit}`);
  if (min === null && max === null) return [];
  if (min !== null && max !== null && min > max)
    read.reject(`min_${unit}`, said("bad-check-argument.range", { min, max }));
  return [{ unit, range: { min: min ?? 0, max: max ?? Number.POSITIVE_INFINITY } }];
}

/** Says of all bounds what was found; where some do not hold, of those alone. */
function grade(text: string, bounds: readonly Bound[]): Verdict {
  const lengths = bounds.map((bound) => ({ ...bound, got: COUNTS[bound.unit](text) }));
  const wrong = lengths.filter(({ range, got }) => !isWithin(got, range));
  return wrong.length > 0 ? fail({ code: "length", lengths: wrong }) : pass({ code: "length", lengths });
}
