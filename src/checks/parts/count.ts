import { said } from "../../domain/diagnostics/said.ts";
import type { CountRange } from "../../domain/values/count-range.ts";
import { isJsonObject, type Json } from "../../domain/values/json.ts";
import type { Pointer, Problem } from "../../domain/values/problem.ts";
import { ArgumentReader, argumentProblem, wrongKind } from "./argument-reader.ts";

/** Reads `count`: a whole number, or { min, max }. Null, with a problem noted in `read`, if it is neither. */
export function readCount(read: ArgumentReader, key: string): CountRange | null {
  const value = read.value(key);
  if (value === undefined) return null;
  const range = parseCount(value, read.at(key));
  if ("min" in range) return range;
  read.problems.push(...range);
  return null;
}

function parseCount(value: Json, pointer: Pointer): CountRange | readonly Problem[] {
  if (typeof value === "number" && Number.isInteger(value) && value >= 0) return { min: value, max: value };
  if (!isJsonObject(value)) return [argumentProblem(pointer, wrongKind("a-count", value))];
  const read = new ArgumentReader(value, null, ["min", "max"]);
  const range = { min: read.whole("min") ?? 0, max: read.whole("max") ?? Number.POSITIVE_INFINITY };
  if (!read.has("min") && !read.has("max"))
    read.problems.push(argumentProblem([], said("bad-check-argument.no-limit")));
  if (range.min > range.max) read.reject("min", said("bad-check-argument.range", range));
  if (read.problems.length === 0) return range;
  return read.problems.map((problem) => ({ ...problem, pointer: [...pointer, ...problem.pointer] }));
}

/** Is the count inside the range? */
export function isWithin(count: number, range: CountRange): boolean {
  return count >= range.min && count <= range.max;
}
