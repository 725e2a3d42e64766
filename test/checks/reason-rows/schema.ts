import type { ReasonRow } from "./row.ts";

/** Checks of schemas: one for each keyword. */
export const SCHEMA_ROWS: readonly ReasonRow[] = [
  // Schemas
  [{ json: { schema: { type: ["string", "null"] } } }, "1"],
  [{ json: { schema: { type: "object", properties: { A: { type: "integer" } } } } }, '{"A": "X"}'],
  [{ json: { schema: { enum: ["A", 1] } } }, '"B"'],
  [{ json: { schema: { const: { A: [1] } } } }, '"B"'],
  [{ json: { schema: { type: "object", required: ["A"] } } }, "{}"],
  [{ json: { schema: { type: "string", format: "date" } } }, '"A"'],
  [{ json: { schema: { type: "string", pattern: '^"A"' } } }, '"B"'],
  [{ json: { schema: { multipleOf: 0.01 } } }, "19.991"],
  [{ json: { schema: { maximum: 3 } } }, "4"],
  [{ json: { schema: { minimum: 3.5 } } }, "2"],
  [{ json: { schema: { exclusiveMaximum: 3 } } }, "3"],
  [{ json: { schema: { exclusiveMinimum: 3 } } }, "3"],
  [{ json: { schema: { maxLength: 1 } } }, '"AB"'],
  [{ json: { schema: { minLength: 3 } } }, '"AB"'],
  [{ json: { schema: { maxItems: 1 } } }, "[1, 2]"],
  [{ json: { schema: { minItems: 3 } } }, "[1, 2]"],
  [{ json: { schema: { maxProperties: 0 } } }, '{"A": 1}'],
  [{ json: { schema: { minProperties: 2 } } }, '{"A": 1}'],
  [{ json: { schema: { type: "array", prefixItems: [true], items: false } } }, "[1, 2]"],
  [
    {
      json: {
        schema: {
          $schema: "http://json-schema.org/draft-07/schema#",
          type: "array",
          items: [true],
          additionalItems: false,
        },
      },
    },
    "[1, 2]",
  ],
  [{ json: { schema: { type: "array", prefixItems: [true], unevaluatedItems: false } } }, "[1, 2]"],
  [{ json: { schema: { uniqueItems: true } } }, "[1, 1.0]"],
  [{ json: { schema: { contains: { const: 1 } } } }, "[2]"],
  [{ json: { schema: { contains: { const: 1 }, minContains: 1, maxContains: 2 } } }, "[1, 1, 1]"],
  [{ json: { schema: { type: "object", additionalProperties: false } } }, '{"A": 1}'],
  [{ json: { schema: { type: "object", unevaluatedProperties: false } } }, '{"A": 1}'],
  [{ json: { schema: { propertyNames: { maxLength: 0 } } } }, '{"A": 1}'],
  [
    { json: { schema: { $schema: "http://json-schema.org/draft-07/schema#", dependencies: { A: ["B", "C"] } } } },
    '{"A": 1}',
  ],
  [{ json: { schema: { dependentRequired: { A: ["B"] } } } }, '{"A": 1}'],
  [{ json: { schema: { dependentRequired: { A: ["B", "C"] } } } }, '{"A": 1}'],
  // oxlint-disable-next-line unicorn/no-thenable -- a keyword
  [{ json: { schema: { if: true, then: { const: 1 } } } }, "2"],
  [{ json: { schema: { if: { const: 1 }, else: { const: 3 } } } }, "2"],
  [{ json: { schema: { not: {} } } }, "2"],
  [{ json: { schema: { anyOf: [{ const: 1 }, { const: 3 }] } } }, "2"],
  [{ json: { schema: { oneOf: [{ const: 2 }, { minimum: 1 }] } } }, "2"],
  [{ json: { schema: false } }, "2"],
  [{ json: { schema: { properties: { A: false } } } }, '{"A": 2}'],
  [
    { json: { schema: { $ref: "#/$defs/X", $defs: { X: { properties: { "A/B": { type: "null" } } } } } } },
    '{"A/B": 2}',
  ],
];
