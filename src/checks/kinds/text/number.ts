import { quote } from "../../../base/printable.ts";
import { compareDecimals, type Decimal, decimalOf, negate, subtract } from "../../../base/decimal.ts";
import { said } from "../../../domain/diagnostics/said.ts";
import type { CheckKind, PreparedCheck, Verdict } from "../../../domain/check.ts";
import type { WantedNumber } from "../../../domain/reasons/text.ts";
import type { Json } from "../../../domain/values/json.ts";
import type { Problem } from "../../../domain/values/problem.ts";
import { ArgumentReader, wrongKind } from "../../parts/argument-reader.ts";
import { parseExact, readLastNumber } from "../../text/read-number.ts";
import { decide, nothingThere } from "../../parts/verdict.ts";

/** The last number of the text is `equals` within `tolerance`, or between `min` and `max`. */
export const number: CheckKind = { type: "number", prepare };

const NS_PER_CHARACTER = 1_000;

/** A bound as it was written, and its value: no digit is lost on the way. */
interface Bound {
  readonly written: string;
  readonly exact: Decimal;
}

interface Expected {
  readonly equals: Bound | null;
  readonly tolerance: Bound | null;
  readonly min: Bound | null;
  readonly max: Bound | null;
}

function prepare(args: Json): PreparedCheck | readonly Problem[] {
  const read = new ArgumentReader(args, "equals", ["equals", "tolerance", "min", "max"]);
  const expected = {
    equals: readNumber(read, "equals"),
    tolerance: boundOf(read.amount("tolerance")),
    min: readNumber(read, "min"),
    max: readNumber(read, "max"),
  };
  const isRange = read.has("min") || read.has("max");
  if (read.has("equals") && isRange)
    read.reject("equals", said("bad-check-argument.not-beside", { key: "equals", other: ["min", "max"] }));
  if (!read.has("equals") && !isRange)
    read.reject("equals", said("bad-check-argument.missing", { keys: ["equals", "min", "max"] }));
  if (read.has("tolerance") && !read.has("equals"))
    read.reject("tolerance", said("bad-check-argument.needs", { key: "tolerance", other: "equals" }));
  if (expected.min !== null && expected.max !== null && compareDecimals(expected.min.exact, expected.max.exact) > 0) {
    read.reject("min", said("bad-check-argument.range", { min: expected.min.written, max: expected.max.written }));
  }
  if (read.problems.length > 0) return read.problems;
  return { worstNs: ({ text }) => NS_PER_CHARACTER * text.length, grade: ({ text }) => grade(text, expected) };
}

/** A number, or a text that is one (a template may have made it). */
function readNumber(read: ArgumentReader, key: string): Bound | null {
  const value = read.value(key);
  if (value === undefined) return null;
  if (typeof value === "number" && Number.isFinite(value)) return boundOf(value);
  const exact = typeof value === "string" ? parseExact(value) : null;
  if (exact !== null && typeof value === "string") return { written: value.trim(), exact };
  read.reject(key, wrongKind("a-number", value));
  return null;
}

function boundOf(value: number | null): Bound | null {
  return value === null ? null : { written: String(value), exact: decimalOf(value) };
}

function grade(text: string, expected: Expected): Verdict {
  const stated = readLastNumber(text);
  const wanted = asWritten(expected);
  if (stated.status === "none") return nothingThere({ code: "number.none", wanted, got: quote(text) });
  if (stated.status === "unreadable")
    return nothingThere({ code: "number.unreadable", wanted, got: quote(stated.source) });
  const { source: got, count: of } = stated;
  return decide(holds(stated.exact, expected), { code: "number.is", wanted, got, of });
}

function holds(stated: Decimal, { equals, tolerance, min, max }: Expected): boolean {
  if (equals !== null) {
    const difference = subtract(stated, equals.exact);
    const distance = difference.coefficient < 0n ? negate(difference) : difference;
    return compareDecimals(distance, tolerance?.exact ?? ZERO) <= 0;
  }
  const isEnough = min === null || compareDecimals(stated, min.exact) >= 0;
  return isEnough && (max === null || compareDecimals(stated, max.exact) <= 0);
}

const ZERO: Decimal = { coefficient: 0n, exponent: 0 };

function asWritten({ equals, tolerance, min, max }: Expected): WantedNumber {
  const written = (bound: Bound | null): string | null => bound?.written ?? null;
  return { equals: written(equals), tolerance: written(tolerance), min: written(min), max: written(max) };
}
