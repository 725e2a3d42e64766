import type { FuncKeywordDefinition } from "ajv";
import type { DataValidateFunction, DataValidationCxt } from "ajv/dist/types/index.js";
import { decimalOf, isMultiple } from "../../base/decimal.ts";
import type { Json } from "../../domain/values/json.ts";
import { type ExactValue, exactNumber, memberOf } from "../parts/exact-json.ts";

/** JSON Schema's `multipleOf` in exact decimals: 19.99 is a multiple of 0.01, which doubles deny. */
export const exactMultipleOf: FuncKeywordDefinition = {
  keyword: "multipleOf",
  type: "number",
  schemaType: "number",
  errors: true,
  compile(step: number) {
    const exactStep = decimalOf(step);
    const validate: DataValidateFunction = (value: number, place) => {
      const exact = exactNumber(place === undefined ? { value } : exactAt(value, place));
      const holds = exact !== null && isMultiple(exact, exactStep);
      if (!holds) {
        const message = `must be multiple of ${step}`;
        validate.errors = [{ keyword: "multipleOf", message, params: { multipleOf: step } }];
      }
      return holds;
    };
    return validate;
  },
};

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

function exactAt(value: number, { instancePath, parentData, parentDataProperty }: DataValidationCxt): ExactValue {
  if (instancePath === "") return whole;
  const parent: unknown = parentData;
  // The container that the validator is in: JSON.
  const exact = memberOf(parent as Json, parentDataProperty);
  return exact.value === value ? exact : { value };
}
