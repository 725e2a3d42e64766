import type { SchemaBroken } from "../../json.ts";

/** What a keyword of JSON Schema asks for, in the words that Ajv has for it. */
type Asks = (params: SchemaBroken["params"]) => string;

const sized =
  (comparison: "more" | "fewer", noun: string): Asks =>
  ({ limit }) =>
    `must NOT have ${comparison} than ${limit} ${noun}`;
const compared: Asks = ({ comparison, limit }) => `must be ${comparison} ${limit}`;
const depends: Asks = ({ depsCount, deps, property }) =>
  `must have ${depsCount === 1 ? "property" : "properties"} ${deps} when property ${property} is present`;

const ASKS: Readonly<Partial<Record<string, Asks>>> = {
  type: ({ type }) => `must be ${type}`,
  enum: ({ allowedValues }) => `must be equal to one of the allowed values ${allowedValues}`,
  const: ({ allowedValue }) => `must be equal to constant ${allowedValue}`,
  required: ({ missingProperty }) => `must have required property '${missingProperty}'`,
  format: ({ format }) => `must match format "${format}"`,
  pattern: ({ pattern }) => `must match pattern "${pattern}"`,
  multipleOf: ({ multipleOf }) => `must be multiple of ${multipleOf}`,
  maximum: compared,
  minimum: compared,
  exclusiveMaximum: compared,
  exclusiveMinimum: compared,
  maxLength: sized("more", "characters"),
  minLength: sized("fewer", "characters"),
  maxItems: sized("more", "items"),
  minItems: sized("fewer", "items"),
  maxProperties: sized("more", "properties"),
  minProperties: sized("fewer", "properties"),
  items: sized("more", "items"),
  additionalItems: sized("more", "items"),
  unevaluatedItems: sized("more", "items"),
  uniqueItems: () => "must NOT have duplicate items",
  contains: ({ minContains, maxContains }) =>
    `must contain at least ${minContains}${maxContains === undefined ? "" : ` and no more than ${maxContains}`} valid item(s)`,
  additionalProperties: ({ additionalProperty }) => `must NOT have additional properties (${additionalProperty})`,
  unevaluatedProperties: ({ unevaluatedProperty }) => `must NOT have unevaluated properties (${unevaluatedProperty})`,
  propertyNames: () => "property name must be valid",
  dependencies: depends,
  dependentRequired: depends,
  if: ({ failingKeyword }) => `must match "${failingKeyword}" schema`,
  not: () => "must NOT be valid",
  anyOf: () => "must match a schema in anyOf",
  oneOf: () => "must match exactly one schema in oneOf",
  "false schema": () => "boolean schema is false",
};

/** `/items/0/price must be number, got "12"`. */
export function schemaWords({ at, keyword, params, got }: SchemaBroken): string {
  const asks = keyword === null ? undefined : ASKS[keyword];
  const asked = asks?.(params) ?? (keyword === null ? "is not valid" : `must pass "${keyword}" keyword validation`);
  return `${at === "" ? "the value" : at} ${asked}, got ${got}`;
}
