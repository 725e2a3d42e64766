import fc from "fast-check";
import { expect, test } from "vitest";
import { parseExactJson, writeJson } from "../../src/checks/parts/exact-json.ts";
import { type TestItem, verdictOf } from "./grading.ts";

const BIG = '{"id": 49290012345678913, "price": 1.10, "rate": 0.30000000000000000001, "list": [1.0, 2e3]}';

const rows: readonly (readonly [string, TestItem, string, "pass" | "fail"])[] = [
  ["a large number by number", { json_path: { path: "$.id", number: "49290012345678912" } }, BIG, "fail"],
  ["the right large number", { json_path: { path: "$.id", number: "49290012345678913" } }, BIG, "pass"],
  ["a large number as text", { json_path: { path: "$.id", matches: "^49290012345678913$" } }, BIG, "pass"],
  ["a large number in CEL", { expr: "json.id == 49290012345678912" }, BIG, "fail"],
  ["the right one in CEL", { expr: "json.id == 49290012345678913 && json.price == 1.1" }, BIG, "pass"],
  ["a double beside the number meant", { json_path: { path: "$.rate", equals: 0.3 } }, BIG, "fail"],
  ["a number with zeros at its end", { json_path: { path: "$.price", equals: 1.1 } }, BIG, "pass"],
  ["its text as written", { json_path: { path: "$.price", contains: "1.10" } }, BIG, "pass"],
  ["inside of a list", { json_path: { path: "$.list", equals: [1, 2000] } }, BIG, "pass"],
  [
    "inside of a map",
    { json_path: { path: "$", equals: { id: 49290012345678 } } },
    '{"id": 49290012345678.001}',
    "fail",
  ],
  [
    "far down",
    { json_path: { path: "$..c", number: "1.00000000000000000001" } },
    '{"a":[{"c":1.00000000000000000001}]}',
    "pass",
  ],
  ["multipleOf 0.01", { json: { schema: { multipleOf: 0.01 } } }, "19.99", "pass"],
  [
    "multipleOf 0.01, further down",
    { json: { schema: { items: { multipleOf: 0.01 } } } },
    "[19.99, 0.07, 1.10, 3]",
    "pass",
  ],
  [
    "multipleOf 0.01, a thousandth off",
    { json: { schema: { items: { multipleOf: 0.01 } } } },
    "[19.99, 19.991]",
    "fail",
  ],
  ["maximum", { json: { schema: { properties: { id: { maximum: 49290012345678912 } } } } }, BIG, "fail"],
  ["maximum, alone", { json: { schema: { maximum: 9007199254740992 } } }, "9007199254740993", "fail"],
  ["exclusiveMinimum", { json: { schema: { exclusiveMinimum: 0.3 } } }, "0.30000000000000000001", "pass"],
  ["const", { json: { schema: { properties: { id: { const: 49290012345678912 } } } } }, BIG, "fail"],
  ["const, with zeros at its end", { json: { schema: { properties: { price: { const: 1.1 } } } } }, BIG, "pass"],
  ["enum", { json: { schema: { items: { enum: [1, 49290012345678912] } } } }, "[1.0, 49290012345678913]", "fail"],
  [
    "items that differ in the last digit",
    { json: { schema: { uniqueItems: true } } },
    "[49290012345678912, 49290012345678913]",
    "pass",
  ],
  ["items that are the same", { json: { schema: { uniqueItems: true } } }, '[{"a": 1.10}, {"a": 1.1}]', "fail"],
  ["uniqueItems: false", { json: { schema: { uniqueItems: false } } }, "[1, 1]", "pass"],
  [
    "a filter over prices",
    { json_path: { path: "$.items[?@.price > 1]", count: 1 } },
    '{"items": [{"price": 1.10}, {"price": 0.50}]}',
    "pass",
  ],
  ["multipleOf 2, an odd large number", { json: { schema: { properties: { id: { multipleOf: 2 } } } } }, BIG, "fail"],
  ["multipleOf 2, alone", { json: { schema: { multipleOf: 2 } } }, "49290012345678913", "fail"],
  ["multipleOf 1, an even large number", { json: { schema: { multipleOf: 2 } } }, "49290012345678914", "pass"],
];
test.each(rows)("C2: %s", async (_, item, text, wants) => {
  const { status, reason } = await verdictOf(item, text);
  expect(status, reason).toBe(wants);
});

test.each([
  ["$.price", "1.10"],
  ["$.id", "49290012345678913"],
  ["$.list", "[1.0,2e3]"],
])("C2: what `on: { json_path: %s }` picks is as it was written", async (path, text) => {
  expect((await verdictOf({ equals: text }, BIG, { kind: "json_path", path })).status).toBe("pass");
});

test("C2: reasons show the digits as they were written", async () => {
  const { reason } = await verdictOf({ json_path: { path: "$.id", equals: 5 } }, BIG);
  expect(reason).toContain("49290012345678913");
  expect((await verdictOf({ json: { schema: { multipleOf: 0.01 } } }, "19.991")).reason).toContain(
    "must be multiple of 0.01, got 19.991",
  );
});

test("C2: JSON that marks numbers itself is read as it is", () => {
  const text = '["\\u0000#1.10", 1.10, {"__proto__": 1.10, "5": 2.0}]';
  const exact = parseExactJson(text);
  expect(exact.value).toEqual(JSON.parse(text));
  expect(JSON.stringify(exact.value)).toBe(JSON.stringify(JSON.parse(text)));
});

test("C2: JSON that a program writes is read and written alike", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      expect(JSON.stringify(parseExactJson(text).value)).toBe(text);
      expect(writeJson(parseExactJson(text))).toBe(text);
    }),
  );
});

test("C2: a filter that cannot tell two numbers apart is undecided, not right by luck", async () => {
  const item = { json_path: { path: "$[?@.id == 49290012345678912]", exists: true } };
  const { status, reason } = await verdictOf(item, '[{"id": 49290012345678913}]');
  expect([status, reason]).toEqual(["undecided", expect.stringContaining("more digits")]);
});
