import type { Answer, CheckKind, Prepared } from "../../domain/check.ts";
import type { Json } from "../../domain/values/json.ts";
import type { Problem } from "../../domain/values/problem.ts";
import { ArgumentReader, argumentProblem } from "../parts/argument-reader.ts";
import { decide, plural, undecided } from "../parts/verdict.ts";

/** An application made at most `max` calls to Claude through the meter, of all models or of one. */
export const calls: CheckKind = { type: "calls", prepare };

function prepare(args: Json): Prepared | readonly Problem[] {
  const read = new ArgumentReader(args, "max", ["max", "min", "model"]);
  const [min, max] = [read.whole("min"), read.whole("max")];
  const model = read.has("model") ? read.text("model") : null;
  if (read.problems.length === 0 && min === null && max === null) {
    read.problems.push(argumentProblem([], "expected `max`, `min` or both"));
  }
  if (min !== null && max !== null && min > max) read.reject("min", `min ${min} is more than max ${max}`);
  if (read.problems.length > 0) return read.problems;
  return { grade: (answer) => gradeCalls(answer, { min: min ?? 0, max, model }) };
}

interface Wanted {
  readonly min: number;
  readonly max: number | null;
  readonly model: string | null;
}

function gradeCalls({ calls: made }: Answer, { min, max, model }: Wanted): ReturnType<typeof decide> {
  if (made === null) return undecided("no meter counted the calls behind this answer");
  const counted = model === null ? made : made.filter((call) => call.model === model);
  const limits = [...(min > 0 ? [`at least ${min}`] : []), ...(max === null ? [] : [`at most ${max}`])].join(" and ");
  const of = model === null ? "" : ` of ${model}`;
  const got =
    counted.length === made.length ? String(counted.length) : `${counted.length} of ${plural(made.length, "call")}`;
  const holds = counted.length >= min && counted.length <= (max ?? counted.length);
  return decide(
    holds,
    `expected ${limits === "" ? "any" : limits} ${max === 1 && min <= 1 ? "call" : "calls"}${of}, got ${got}`,
  );
}
