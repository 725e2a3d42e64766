import { expect, test } from "vitest";
import { findJson } from "../../src/checks/text/find-json.ts";
import { problemsOf, type TestItem, verdictOf } from "./grading.ts";

const fence = "```";

const found: readonly (readonly [string, string, unknown])[] = [
  ["bare", '{"a": 1}', { a: 1 }],
  ["bare with spaces", '\n {"a": 1}\n', { a: 1 }],
  ["a bare number", "42", 42],
  ["a bare text", '"x"', "x"],
  ["bare null", "null", null],
  ["fenced", `${fence}json\n{"a": 1}\n${fence}`, { a: 1 }],
  ["fenced after prose", `Here it is:\n\n${fence}json\n{"a": 1}\n${fence}\nAnything else?`, { a: 1 }],
  ["fenced without a label", `Sure!\n${fence}\n[1, 2]\n${fence}`, [1, 2]],
  ["fenced, never closed", `${fence}json\n{"a": 1}`, { a: 1 }],
  ["fenced with tildes and Windows lines", '~~~JSON\r\n{"a": 1}\r\n~~~', { a: 1 }],
  [
    "the last of two fences",
    `${fence}json\n{"draft": 1}\n${fence}\nBetter:\n${fence}json\n{"a": 1}\n${fence}`,
    { a: 1 },
  ],
  ["a fence on one line", `${fence}json {"a": 1} ${fence}`, { a: 1 }],
  ["a code fence before the answer", `${fence}python\nx = [1, 2, 3, 4, 5, 6]\n${fence}\n{"a": 1}`, { a: 1 }],
  ["after prose", 'The answer is {"a": 1}.', { a: 1 }],
  ["after braces in prose", 'Hello {name}, {"a": 1}', { a: 1 }],
  ["after an interval", 'in [0, 10) it is {"a": 1}', { a: 1 }],
  ["after a citation", 'As [1] says: {"a": 1}', { a: 1 }],
  ["before a citation", '{"answer": 1}, see [2].', { answer: 1 }],
  ["a list in prose", "The numbers are [1,2].", [1, 2]],
  ["a brace in a text", 'x {"a": "}{"} y', { a: "}{" }],
  ["an escaped quote", 'x {"a": "\\"}"} y', { a: '"}' }],
  ["an own key called __proto__", '{"__proto__": 1}', JSON.parse('{"__proto__": 1}')],
];

test.each(found)("JSON is found: %s", (_, text, value) => {
  expect(findJson(text)).toEqual({ found: true, value });
});

const missing: readonly (readonly [string, string])[] = [
  ["prose", "Hello {name}"],
  ["nothing", ""],
  ["a trailing comma: no part is taken for the whole", 'Here: {"a": [1, 2],}'],
  ["cut off: no part is taken for the whole", 'Here: {"a": {"b": 1}, "c": '],
  ["one broken item of a list", 'Here: {"items": [{"id": 1}, {"id": 2,}, {"id": 3}]}'],
  ["single quotes", "{'a': 1}"],
  ["a broken json fence", `${fence}json\n{"a": 1,}\n${fence}\n[1]`],
  ["only code", `${fence}python\nx = [1, 2]\n${fence}`],
  ["NaN", '{"a": NaN}'],
  ["a line break in a text", '{"a": "x\ny"}'],
  ["deeper than any answer", "[".repeat(100_000)],
  ["deep and closed", `${"[".repeat(5000)}${"]".repeat(5000)}`],
];

test.each(missing)("no JSON is found: %s", (_, text) => {
  expect(findJson(text)).toMatchObject({ found: false });
});

test("the reason says where the JSON breaks", () => {
  const result = findJson('Here:\n{"a": 1,\n "b": 2,}');
  expect(result).toMatchObject({ found: false, reason: { line: 3, column: 9 } });
});

const schema = {
  type: "object",
  required: ["items"],
  additionalProperties: false,
  properties: {
    items: {
      type: "array",
      items: { type: "object", properties: { price: { type: "number" }, day: { type: "string", format: "date" } } },
    },
  },
};
const draft7 = {
  $schema: "http://json-schema.org/draft-07/schema#",
  type: "array",
  items: [{ type: "number" }, { type: "string" }],
  additionalItems: false,
};
const draft2020 = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  prefixItems: [{ type: "number" }],
  items: false,
};

const verdicts: readonly (readonly [string, TestItem, string, "pass" | "fail"])[] = [
  ["any JSON", { json: true }, "[1,2]", "pass"],
  ["no JSON", { json: true }, "Hello {name}", "fail"],
  ["strict", { json: { strict: true } }, '{"a": 1}', "pass"],
  ["strict, fenced", { json: { strict: true } }, `${fence}json\n{"a": 1}\n${fence}`, "fail"],
  ["valid", { json: { schema } }, '{"items": [{"price": 1, "day": "2024-02-29"}]}', "pass"],
  ["wrong type", { json: { schema } }, '{"items": [{"price": "12"}]}', "fail"],
  ["a format", { json: { schema } }, '{"items": [{"day": "2023-02-29"}]}', "fail"],
  ["draft-07", { json: { schema: draft7 } }, '[1, "a"]', "pass"],
  ["draft-07, additionalItems", { json: { schema: draft7 } }, '[1, "a", 2]', "fail"],
  ...["http", "https"].flatMap((scheme) =>
    ["", "#"].flatMap((end): (typeof verdicts)[number][] => {
      const named = { ...draft7, $schema: `${scheme}://json-schema.org/draft-07/schema${end}` };
      return [
        [`C11: draft-07 by ${named.$schema}`, { json: { schema: named } }, '[1, "a"]', "pass"],
        [`C11: draft-07 by ${named.$schema}, additionalItems`, { json: { schema: named } }, '[1, "a", 2]', "fail"],
      ];
    }),
  ),
  ["2020-12, prefixItems", { json: { schema: draft2020 } }, "[1, 2]", "fail"],
  ["true allows all", { json: { schema: true } }, "1", "pass"],
  ["false allows nothing", { json: { schema: false } }, "1", "fail"],
  [
    "a pattern in linear time",
    { json: { schema: { pattern: "^(a+)+$" } } },
    JSON.stringify(`${"a".repeat(50_000)}!`),
    "fail",
  ],
  [
    "two patterns",
    { json: { schema: { properties: { a: { pattern: "^a$" }, b: { pattern: "^b$" } } } } },
    '{"a": "a", "b": "a"}',
    "fail",
  ],
  [
    "two patterns that hold",
    { json: { schema: { properties: { a: { pattern: "^a$" }, b: { pattern: "^b$" } } } } },
    '{"a": "a", "b": "b"}',
    "pass",
  ],
  [
    "a pattern of keys",
    { json: { schema: { patternProperties: { "^n_": { type: "number" } }, additionalProperties: false } } },
    '{"n_a": 1}',
    "pass",
  ],
  ["a pattern of Unicode", { json: { schema: { type: "string", pattern: "^\\p{L}+$" } } }, '"返金"', "pass"],
  [
    "a property called pattern",
    { json: { schema: { properties: { pattern: { const: "(" } } } } },
    '{"pattern": "("}',
    "pass",
  ],
  ["an annotation of one's own", { json: { schema: { "x-note": 1, type: "number" } } }, "1", "pass"],
];

test.each(verdicts)("json: %s", async (_, item, text, wants) => {
  expect((await verdictOf(item, text)).status).toBe(wants);
});

test("json names the place and the value that break the schema", async () => {
  const { reason } = await verdictOf({ json: { schema } }, '{"items": [{"price": 1}, {"price": "12"}]}');
  expect(reason).toContain("/items/1/price");
  expect(reason).toContain('"12"');
});

test("two schemas with one $id do not get in each other's way", async () => {
  const schemaOf = (type: string) => ({ $id: "https://example.com/s", type });
  expect((await verdictOf({ json: { schema: schemaOf("number") } }, "1")).status).toBe("pass");
  expect((await verdictOf({ json: { schema: schemaOf("string") } }, '"a"')).status).toBe("pass");
});

const data =
  '{"total": 3, "items": [{"name": "a", "price": 2}, {"name": "b", "price": 1.5}], "note": null, "text": "12"}';

const paths: readonly (readonly [string, TestItem, string, "pass" | "fail"])[] = [
  ["one node is enough", { path: "$.total" }, data, "pass"],
  ["no node", { path: "$.missing" }, data, "fail"],
  ["null is a node", { path: "$.note" }, data, "pass"],
  ["equals, a number", { path: "$.total", equals: 3 }, data, "pass"],
  ["equals, the text of a number", { path: "$.total", equals: "3" }, data, "fail"],
  ["equals, deep", { path: "$.items[0]", equals: { price: 2, name: "a" } }, data, "pass"],
  ["equals, a further key", { path: "$.items[0]", equals: { price: 2 } }, data, "fail"],
  ["equals, null", { path: "$.note", equals: null }, data, "pass"],
  ["all by default", { path: "$.items[*].price", number: { max: 2 } }, data, "pass"],
  ["all, one not", { path: "$.items[*].price", number: { max: 1.8 } }, data, "fail"],
  ["any", { path: "$.items[*].price", number: { max: 1.8 }, match: "any" }, data, "pass"],
  ["any, of none", { path: "$.none[*]", contains: "a", match: "any" }, data, "fail"],
  ["all, of none", { path: "$.none[*]", contains: "a" }, data, "fail"],
  ["count", { path: "$.items[*]", count: 2 }, data, "pass"],
  ["count, a range", { path: "$.items[*]", count: { min: 3 } }, data, "fail"],
  ["count allows none", { path: "$.none", count: { max: 1 }, contains: "a" }, data, "pass"],
  ["exists: false", { path: "$.none", exists: false }, data, "pass"],
  ["exists: false, and there is one", { path: "$.total", exists: false }, data, "fail"],
  ["a text check on a text", { path: "$.items[*].name", matches: "^[ab]$" }, data, "pass"],
  ["a text check on a number sees its JSON", { path: "$.total", equals_any: ["3"] }, data, "pass"],
  ["json checks the value", { path: "$.items", json: { schema: { type: "array", minItems: 2 } } }, data, "pass"],
  ["json sees a text as a text", { path: "$.text", json: { schema: { type: "string" } } }, data, "pass"],
  ["a filter", { path: "$.items[?@.price > 1.8].name", equals: "a" }, data, "pass"],
  [
    "a filter's pattern in linear time",
    { path: "$[?match(@, '(a+)+')]", exists: false },
    JSON.stringify([`${"a".repeat(50_000)}!`]),
    "pass",
  ],
  ["in a fence", { path: "$.total", equals: 3 }, `Sure\n${fence}json\n${data}\n${fence}`, "pass"],
  ["no JSON", { path: "$.total" }, "none", "fail"],
];

test.each(paths)("json_path: %s", async (_, args, text, wants) => {
  expect((await verdictOf({ json_path: args }, text)).status).toBe(wants);
});

const wrong: readonly (readonly [string, TestItem, readonly (string | number)[]])[] = [
  ["json: false", { json: false }, []],
  ["a schema that does not compile", { json: { schema: { type: "nonsense" } } }, ["schema", "type"]],
  ["a misspelt keyword", { json: { schema: { requierd: ["a"] } } }, ["schema", "requierd"]],
  ["an unknown format", { json: { schema: { format: "dat" } } }, ["schema", "format"]],
  [
    "an unknown draft",
    { json: { schema: { $schema: "http://json-schema.org/draft-04/schema#" } } },
    ["schema", "$schema"],
  ],
  ["a reference outside", { json: { schema: { $ref: "https://example.com/other" } } }, ["schema", "$ref"]],
  ["lookahead in a schema", { json: { schema: { pattern: "a(?=b)" } } }, ["schema", "pattern"]],
  ["an asynchronous schema", { json: { schema: { $async: true, type: "object" } } }, ["schema", "$async"]],
  ["a bad path", { json_path: { path: "$.[" } }, ["path"]],
  ["no path", { json_path: { equals: 1 } }, ["path"]],
  ["an unknown key", { json_path: { path: "$.a", equal: 1 } }, ["equal"]],
  ["a wrong argument inside", { json_path: { path: "$.a", matches: "(" } }, ["matches"]],
  ["a wrong argument deep inside", { json_path: { path: "$.a", length: { max_words: -1 } } }, ["length", "max_words"]],
  ["two checks", { json_path: { path: "$.a", equals: 1, contains: "a" } }, []],
  ["match without a check", { json_path: { path: "$.a", match: "any" } }, ["match"]],
  ["exists and count", { json_path: { path: "$.a", exists: true, count: 1 } }, ["exists"]],
  ["exists: false and a check", { json_path: { path: "$.a", exists: false, equals: 1 } }, ["exists"]],
  ["min over max", { json_path: { path: "$.a", count: { min: 2, max: 1 } } }, ["count", "min"]],
];

test.each(wrong)("wrong argument: %s", async (_, item, pointer) => {
  expect((await problemsOf(item)).map((problem) => problem.pointer)).toEqual([pointer]);
});
