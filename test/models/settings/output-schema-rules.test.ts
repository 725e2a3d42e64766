import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../../src/domain/values/json.ts";
import { checkSettings } from "../../../src/models/settings/check-settings.ts";

const PLAIN = { hasPrefill: false, hasSystemRole: false, hasAssistantDocument: false };

/** Pointers, inside the schema, of what is wrong with it. */
function faults(schema: JsonObject): string[] {
  const settings = { output_config: { format: { type: "json_schema", schema } } };
  return checkSettings("claude-haiku-5-5", settings, PLAIN).map(({ pointer }) => pointer.slice(3).join("/"));
}

function closed(properties: JsonObject, rest: JsonObject = {}): JsonObject {
  return { type: "object", additionalProperties: false, properties, required: Object.keys(properties), ...rest };
}

function many(count: number, schema: Json): JsonObject {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, schema]));
}

const NODE = closed({ value: { type: "string" }, next: { $ref: "#/$defs/node" } });
const PAIR = closed(
  { a: { $ref: "#/$defs/leaf" }, b: { $ref: "#/$defs/leaf" } },
  { $defs: { leaf: { type: "string" } } },
);

describe("schemas of structured outputs", () => {
  const rows: [string, JsonObject, string[]][] = [
    ["a plain object", closed({ name: { type: "string", format: "date", enum: ["a"], pattern: "^a+$" } }), []],
    ["an open object", { type: "object", properties: {} }, [""]],
    ["an object that says true", { type: "object", additionalProperties: true }, ["additionalProperties"]],
    ["an object among types", closed({ a: { type: ["object", "null"] } }), ["properties/a"]],
    [
      "open objects deep inside",
      closed({ a: { type: "array", items: { anyOf: [{ properties: {} }] } } }),
      ["properties/a/items/anyOf/0"],
    ],
    [
      "numeric bounds",
      closed({ n: { minimum: 1, exclusiveMaximum: 3, multipleOf: 2 } }),
      ["properties/n/minimum", "properties/n/exclusiveMaximum", "properties/n/multipleOf"],
    ],
    ["lengths", closed({ s: { minLength: 1, maxLength: 2 } }), ["properties/s/minLength", "properties/s/maxLength"]],
    ["a property called minimum", closed({ minimum: { type: "number" } }), []],
    ["minItems of 1", closed({ l: { type: "array", minItems: 1 } }), []],
    [
      "minItems of 2",
      closed({ l: { type: "array", minItems: 2, maxItems: 3 } }),
      ["properties/l/maxItems", "properties/l/minItems"],
    ],
    ["a reference inside", PAIR, []],
    ["a reference outside", closed({ a: { $ref: "other.json" } }), ["properties/a/$ref"]],
    ["recursion", { $ref: "#/$defs/node", $defs: { node: NODE } }, ["$ref"]],
    ["recursion to the root", closed({ child: { $ref: "#" } }), ["properties/child/$ref"]],
    [
      "recursion of two",
      closed(
        { a: { $ref: "#/$defs/a" } },
        { $defs: { a: closed({ b: { $ref: "#/$defs/b" } }), b: closed({ a: { $ref: "#/$defs/a" } }) } },
      ),
      ["properties/a/$ref"],
    ],
    [
      "allOf with a reference",
      closed({ a: { allOf: [{ $ref: "#/$defs/leaf" }] } }, { $defs: { leaf: { type: "string" } } }),
      ["properties/a/allOf"],
    ],
    ["a format it does not know", closed({ a: { format: "iri" } }), ["properties/a/format"]],
    ["lookahead", closed({ a: { pattern: "(?=a)b" } }), ["properties/a/pattern"]],
    ["a backreference", closed({ a: { pattern: "(a)\\1" } }), ["properties/a/pattern"]],
    ["a word boundary", closed({ a: { pattern: "\\bword" } }), ["properties/a/pattern"]],
    ["a group is fine", closed({ a: { pattern: "(?:a|b)+" } }), []],
    ["an enum of maps", closed({ a: { enum: [{ b: 1 }] } }), ["properties/a/enum"]],
    ["24 optional properties", closed(many(24, { type: "string" }), { required: [] }), []],
    ["25 optional properties", closed(many(25, { type: "string" }), { required: [] }), [""]],
    ["16 unions", closed(many(16, { type: ["string", "null"] })), []],
    ["17 unions", closed(many(17, { anyOf: [] })), [""]],
  ];
  test.each(rows)("%s", (_, schema, pointers) => expect(faults(schema)).toEqual(pointers));

  test("strict tools are held to the same, others to nothing", () => {
    const open = { type: "object", properties: {} };
    const tools = [
      { name: "loose", input_schema: open },
      { name: "strict", strict: true, input_schema: open },
    ];
    const pointers = checkSettings("claude-haiku-5-5", { tools }, PLAIN).map(({ pointer }) => pointer);
    expect(pointers).toEqual([["tools", 1, "input_schema"]]);
    const many = Array.from({ length: 21 }, (_, n) => ({ name: `x${n}`, strict: true, input_schema: closed({}) }));
    expect(checkSettings("claude-haiku-5-5", { tools: many }, PLAIN).map(({ pointer }) => pointer)).toEqual([
      ["tools"],
    ]);
  });
});
