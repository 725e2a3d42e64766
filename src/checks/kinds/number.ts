import type { CheckKind, Prepared, Verdict } from "../../domain/check.ts";
import type { Json } from "../../domain/values/json.ts";
import type { Problem } from "../../domain/values/problem.ts";
import { ArgumentReader } from "../parts/argument-reader.ts";
import { parseNumber, readLastNumber } from "../text/read-number.ts";
import { decide, describeJson, fail, quote } from "../parts/verdict.ts";

/** The last number of the text is `equals` within `tolerance`, or between `min` and `max`. */
export const number: CheckKind = { type: "number", looksAt: "text", prepare };

const NS_PER_CHARACTER = 500;

interface Expected {
  readonly equals: number | null;
  readonly tolerance: number;
  readonly min: number | null;
  readonly max: number | null;
}

function prepare(args: Json): Prepared | readonly Problem[] {
  const read = new ArgumentReader(args, "equals", ["equals", "tolerance", "min", "max"]);
  const expected = {
    equals: readNumber(read, "equals"),
    tolerance: read.amount("tolerance") ?? 0,
    min: readNumber(read, "min"),
    max: readNumber(read, "max"),
  };
  const isRange = read.has("min") || read.has("max");
  if (read.has("equals") && isRange) read.reject("equals", "`equals` cannot stand beside `min` and `max`");
  if (!read.has("equals") && !isRange) read.reject("equals", "expected `equals`, `min` or `max`");
  if (read.has("tolerance") && !read.has("equals")) read.reject("tolerance", "`tolerance` needs `equals`");
  if (expected.min !== null && expected.max !== null && expected.min > expected.max) {
    read.reject("min", `min ${expected.min} is more than max ${expected.max}`);
  }
  if (read.problems.length > 0) return read.problems;
  return { worstNs: ({ text }) => NS_PER_CHARACTER * text.length, judge: ({ text }) => judge(text, expected) };
}

/** A number, or a text that is one (a template may have made it). */
function readNumber(read: ArgumentReader, key: string): number | null {
  const value = read.value(key);
  if (value === undefined) return null;
  const parsed = typeof value === "string" ? parseNumber(value) : value;
  if (typeof parsed === "number" && Number.isFinite(parsed)) return parsed;
  read.reject(
    key,
    `expected a number, got ${describeJson(value)}`,
    typeof value === "string" ? "for a text use `equals` or `contains`" : "write digits alone",
  );
  return null;
}

function judge(text: string, expected: Expected): Verdict {
  const stated = readLastNumber(text);
  const wanted = describe(expected);
  if (stated.status === "none") return fail(`expected ${wanted}, found no number in ${quote(text)}`);
  if (stated.status === "unreadable")
    return fail(`expected ${wanted}, and cannot read ${quote(stated.source)} as a number`);
  const which = stated.count === 1 ? "the number" : `the last of ${stated.count} numbers`;
  return decide(holds(stated.value, expected), `expected ${wanted}, ${which} is ${stated.source}`);
}

function holds(value: number, { equals, tolerance, min, max }: Expected): boolean {
  if (equals !== null) {
    // 3.24 is within 0.1 of 3.14, whatever the last bit of the difference says.
    const rounding = 4 * Number.EPSILON * Math.max(Math.abs(value), Math.abs(equals));
    return value === equals || (tolerance > 0 && Math.abs(value - equals) <= tolerance + rounding);
  }
  return (min === null || value >= min) && (max === null || value <= max);
}

function describe({ equals, tolerance, min, max }: Expected): string {
  if (equals !== null) return tolerance === 0 ? `${equals}` : `${equals} ± ${tolerance}`;
  if (min === null) return `at most ${max}`;
  return max === null ? `at least ${min}` : `${min} to ${max}`;
}
