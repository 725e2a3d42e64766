import { expect, test } from "vitest";
import { MAX_JSON_LEVELS } from "../../src/base/bounded-json.ts";
import { findJson } from "../../src/checks/text/find-json.ts";
import { type TestItem, verdictOf } from "./grading.ts";

const schema = { type: "object", required: ["queue"], properties: { queue: { type: "string" } } };

test.each([
  ["a bare key", '{result: {"queue":"billing"}}'],
  ["a key in single quotes", `{'result': {"queue":"billing"}}`],
  ["a key in typographic quotes", '{“result”: {"queue":"billing"}}'],
  ["a number as a key", '{1: {"queue":"billing"}}'],
  ["a comment", '{ /* the result */ "result": {"queue":"billing"} }'],
  ["a comment to the line's end", '{ // the result\n "result": {"queue":"billing"} }'],
  ["no colon", '{"result" {"queue":"billing"}}'],
  ["an equals sign", '{result = {"queue":"billing"}}'],
  ["doubled braces", '{{"queue":"billing"}}'],
  ["a list without quotes", '[result, {"queue":"billing"}]'],
  ["a word in the list", '[{"queue":"billing"}, oops]'],
  ["one brace too many", '{"queue":"billing"}}'],
  ["a bracket that was never opened", '{"queue":"billing"}]'],
  ["cut off", '{result: {"queue":"billing"}'],
  ["cut off, in quotes", '{"result": {"queue":"billing"}, "why": "beca'],
  ["NaN beside it", '{"score": NaN, "result": {"queue":"billing"}}'],
  ["with prose around", 'The result is:\n\n{result: {"queue":"billing"}}\n\nAnything else?'],
  ["an unlabelled fence", '```\n{result: {"queue":"billing"}}\n```'],
  ["several, the last one broken", '{"queue":"sales"} no: {"queue":"billing", }'],
])("A16: broken JSON is never read in part: %s", async (_, text) => {
  expect(findJson(text)).toMatchObject({ found: false, isUndecided: false });
  expect((await verdictOf({ json: { schema } }, text)).status).toBe("fail");
  expect((await verdictOf({ json_path: { path: "$.queue", equals: "billing" } }, text)).status).toBe("fail");
});

test.each([
  ["a name in braces", 'Dear {name}, {"queue":"billing"}'],
  ["a lone bracket", 'As :[ says, {"queue":"billing"}'],
  ["an interval", 'x in [0, 10) and (2, 3] gives {"queue":"billing"}'],
  ["a link", '[see {"queue":"billing"}](https://example.com)'],
  ["a type in braces", 'function f(x: {a}) {} returns {"queue":"billing"}'],
])("A16: what is prose breaks nothing: %s", (_, text) => {
  expect(findJson(text)).toEqual({ found: true, value: { queue: "billing" } });
});

test.each(["1e400\ufeff", '{"a": 1.10}\u00a0', "[1]\u2028"])("JSON with other blanks behind it is read: %j", (text) => {
  expect(findJson(text)).toMatchObject({ found: true });
});

test.each([
  ["two maps, the first longer", '{"queue":"billing","confidence":0.2} – no: {"queue":"sales"}', { queue: "sales" }],
  ["three lists", "[1000, 2000, 3000], then [1000, 2000], then [1000]", [1000]],
  ["a list of maps after a map", '{"queue":"billing","confidence":0.25} or [{"a":1}]', [{ a: 1 }]],
  ["a map in a list is no text of its own", '{"a":1}, [{"b":2}, {"c":3}]', [{ b: 2 }, { c: 3 }]],
  ["one a line", '{"a":1}\n{"a":2}\n{"a":3}\n', { a: 3 }],
  ["a citation behind it", '{"a":1}, as [2] and [3, 4] say', { a: 1 }],
  ["a box to tick behind it", '{"a":1}\n- [ ] check it', { a: 1 }],
  ["nothing but citations", "see [1] and [2]", [2]],
])("C5: the last JSON text wins: %s", (_, text, value) => {
  expect(findJson(text)).toEqual({ found: true, value });
});

function nested(levels: number): string {
  return `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
}

const looking: readonly TestItem[] = [
  { json: true },
  { json_path: { path: "$..a" } },
  { expr: "json.a != null" },
  { not: { json: true } },
];

test.each(looking.flatMap((item) => [nested(6000), `Here: ${nested(6000)}`].map((text) => ({ item, text }))))(
  "A8: JSON beyond the limit leaves $item undecided, and names the limit",
  async ({ item, text }) => {
    const { status, reason } = await verdictOf(item, text);
    expect(status).toBe("undecided");
    expect(reason).toContain("nested deeper than 1,000 levels");
  },
);

test("A8: so does the whole text", async () => {
  expect((await verdictOf({ json: { strict: true } }, nested(6000))).status).toBe("undecided");
});

test("A8: what is picked out of it is undecided too", async () => {
  const verdict = await verdictOf({ equals: "1" }, nested(6000), { kind: "json_path", path: "$..a" });
  expect(verdict.status).toBe("undecided");
});

test("A8: JSON within the limit is read", async () => {
  expect((await verdictOf({ json: true }, nested(MAX_JSON_LEVELS))).status).toBe("pass");
});

test("hostile brackets are gone through in time that grows with their number: else this takes hours", () => {
  for (const unit of ["{x ", "[x ", "{x}", "[,[", '{"a" ', "<q "]) {
    expect(findJson(unit.repeat(200_000)).found).toBe(false);
  }
  expect(findJson("][".repeat(200_000))).toMatchObject({ found: true, value: [] });
});

test.each([
  ["a member that is required", { required: ["constructor"] }, "{}", "fail"],
  ["a member that is there", { required: ["constructor"] }, '{"constructor": 1}', "pass"],
  ["a member that need not be there", { properties: { toString: { type: "string" } } }, "{}", "pass"],
  ["a member of another type", { properties: { toString: { type: "string" } } }, '{"toString": 1}', "fail"],
  ["nothing else", { additionalProperties: false, properties: {} }, '{"valueOf": 1}', "fail"],
  ["__proto__", { required: ["__proto__"] }, "{}", "fail"],
  ["what hangs on it", { dependentRequired: { constructor: ["a"] } }, "{}", "pass"],
])("A7: a schema sees own members only: %s", async (_, schema, text, status) => {
  expect((await verdictOf({ json: { schema } }, text)).status).toBe(status);
});

test("A7: a path and an expression see own members only", async () => {
  expect((await verdictOf({ json_path: { path: "$.constructor" } }, "{}")).status).toBe("fail");
  expect((await verdictOf({ json_path: { path: "$['__proto__']" } }, "{}")).status).toBe("fail");
  expect((await verdictOf({ expr: "has(json.constructor)" }, "{}")).status).toBe("fail");
  expect((await verdictOf({ expr: "has(json.toString)" }, "{}")).status).toBe("fail");
});
