import type { FuncKeywordDefinition } from "ajv";
import type { DataValidateFunction, DataValidationCxt } from "ajv/dist/types/index.js";
import { compareDecimals, type Decimal, decimalOf, isMultiple } from "../../base/decimal.ts";
import type { Json } from "../../domain/values/json.ts";
import { type ExactValue, exactNumber, memberOf, sameJson } from "../parts/exact-json.ts";

/** What a keyword asks of a value, in exact decimals where it asks of numbers. */
interface Asked {
  readonly keyword: string;
  readonly type?: "number" | "array";
  holds(value: ExactValue, argument: Json): boolean;
  /** What the value must be: Ajv's own words, with which it says what is wrong with a schema. */
  words(argument: Json): string;
  params(argument: Json): Readonly<Record<string, Json>>;
}

const BOUNDS = {
  maximum: ["<=", (order: number): boolean => order <= 0],
  minimum: [">=", (order: number): boolean => order >= 0],
  exclusiveMaximum: ["<", (order: number): boolean => order < 0],
  exclusiveMinimum: [">", (order: number): boolean => order > 0],
} as const;

const ASKED: readonly Asked[] = [
  {
    keyword: "multipleOf",
    type: "number",
    holds: (value, step) => onDecimals(value, step, (number, of) => isMultiple(number, of)),
    words: (step) => `must be multiple of ${JSON.stringify(step)}`,
    params: (step) => ({ multipleOf: step }),
  },
  ...Object.entries(BOUNDS).map(([keyword, [sign, isWithin]]): Asked => ({
    keyword,
    type: "number",
    holds: (value, limit) => onDecimals(value, limit, (number, of) => isWithin(compareDecimals(number, of))),
    words: (limit) => `must be ${sign} ${JSON.stringify(limit)}`,
    params: (limit) => ({ comparison: sign, limit }),
  })),
  {
    keyword: "const",
    holds: (value, wanted) => sameJson(value, { value: wanted }),
    words: () => "must be equal to constant",
    params: (wanted) => ({ allowedValue: wanted }),
  },
  {
    keyword: "enum",
    holds: (value, wanted) => itemsOf(wanted).some((one) => sameJson(value, { value: one })),
    words: () => "must be equal to one of the allowed values",
    params: (wanted) => ({ allowedValues: wanted }),
  },
  {
    keyword: "uniqueItems",
    type: "array",
    holds: ({ value }, isAsked) =>
      isAsked !== true || !hasTwice(itemsOf(value).map((_, index) => memberOf(value, index))),
    words: () => "must NOT have duplicate items",
    params: () => ({}),
  },
];

/** JSON Schema's keywords about values, on the digits as they were written: 19.99 is a multiple of 0.01, which doubles deny. */
export const EXACT_KEYWORDS: readonly FuncKeywordDefinition[] = ASKED.map((asked) => ({
  keyword: asked.keyword,
  ...(asked.type === undefined ? {} : { type: asked.type }),
  errors: true,
  compile(argument: Json) {
    const validate: DataValidateFunction = (value: Json, place) => {
      if (asked.holds(place === undefined ? { value } : exactAt(value, place), argument)) return true;
      const { keyword } = asked;
      validate.errors = [{ keyword, message: asked.words(argument), params: asked.params(argument) }];
      return false;
    };
    return validate;
  },
}));

function onDecimals(value: ExactValue, argument: Json, holds: (number: Decimal, of: Decimal) => boolean): boolean {
  const number = exactNumber(value);
  return number !== null && typeof argument === "number" && holds(number, decimalOf(argument));
}

function itemsOf(value: Json): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

function hasTwice(items: readonly ExactValue[]): boolean {
  return items.some((item, index) => items.slice(0, index).some((other) => sameJson(item, other)));
}

/** The value that is validated now: a number that stands alone has no container that knows its digits. */
let whole: ExactValue = { value: null };

/** Does something while a value is validated as a whole. */
export function withWhole<T>(json: ExactValue, validate: () => T): T {
  const before = whole;
  whole = json;
  try {
    return validate();
  } finally {
    whole = before;
  }
}

function exactAt(value: Json, { instancePath, parentData, parentDataProperty }: DataValidationCxt): ExactValue {
  if (instancePath === "") return whole;
  const parent: unknown = parentData;
  // The container that the validator is in: JSON.
  const exact = memberOf(parent as Json, parentDataProperty);
  return exact.value === value ? exact : { value };
}
