import { expect, test } from "vitest";
import type { Extraction } from "../../src/domain/suite.ts";
import { prepared, type TestItem } from "./grading.ts";

/** Code and pointer of each warning, as `code pointer`. */
async function warningsOf(item: TestItem, on: Extraction | null = null): Promise<readonly string[]> {
  const { warnings = [] } = await prepared(item, on);
  return warnings.map(({ code, pointer }) => [code, ...pointer].join(" "));
}

const CANNOT_FAIL: readonly TestItem[] = [
  { length: { min_words: 0 } },
  { length: { min_chars: 0, min_lines: 0 } },
  { expr: "true" },
  { expr: "1 < 2" },
  { expr: "output.contains('x') || true" },
  { expr: "size(output) >= 0" },
  { expr: "0 <= output.size()" },
  { expr: "output == output" },
  { expr: "!(output != output)" },
  { expr: "usage.output_tokens >= 0" },
  { expr: "true ? true : output == 'a'" },
  { tool_call: { name: "search", count: { min: 0 } } },
  { calls: { min: 0 } },
  { not: { expr: "false" } },
  { not: { not: { length: { min_words: 0 } } } },
  { not: { all_of: [{ contains: "a" }, { expr: "false" }] } },
  { any_of: [{ contains: "a" }, { expr: "true" }] },
  { all_of: [{ length: { min_words: 0 } }, { expr: "true" }] },
];
test.each(CANNOT_FAIL)("what no answer can fail is told at its place: %j", async (item) => {
  expect(await warningsOf(item)).toEqual(["vacuous-check"]);
});

test.each(["", "x*", ".*", "^", "^[\\s\\S]*$", "refund|", "(?s)^.*$"])(
  "nor can a pattern of any text: %j",
  async (matches) => {
    expect(await warningsOf({ matches })).toEqual(["vacuous-check"]);
  },
);

test("what says so itself is told once", async () => {
  const { always, warnings } = await prepared({ similarity: { to: "a b", metric: "rouge_l", min: 0 } });
  expect(always).toBe("pass");
  expect(warnings).toMatchObject([{ code: "doubtful-check", severity: "warning" }]);
});

const CANNOT_PASS: readonly (readonly [TestItem, readonly string[]])[] = [
  [{ expr: "false" }, ["impossible-check"]],
  [{ expr: "output != output && output.contains('x')" }, ["impossible-check"]],
  [{ not: { length: { min_words: 0 } } }, ["impossible-check"]],
  [{ not: { matches: ".*" } }, ["impossible-check"]],
  [{ all_of: [{ contains: "a" }, { expr: "false" }] }, ["impossible-check"]],
  [{ matches: "costs $5" }, ["doubtful-check"]],
  [{ not: { matches: "costs $5" } }, ["doubtful-check matches", "vacuous-check"]],
  [{ not: { any_of: [{ matches: "^$5$" }, { expr: "false" }] } }, ["doubtful-check any_of 0 matches", "vacuous-check"]],
];
test.each(CANNOT_PASS)("what no answer passes: %j", async (item, warnings) => {
  expect(await warningsOf(item)).toEqual(warnings);
});

test("a part that cannot fail is told inside a whole that can", async () => {
  const item = { all_of: [{ contains: "a" }, { length: { min_words: 0 } }] };
  expect(await warningsOf(item)).toEqual(["vacuous-check 1 length"]);
  expect(await warningsOf({ any_of: [{ contains: "a" }, { expr: "false" }] })).toEqual(["impossible-check 1 expr"]);
});

test("an expression of the case alone is told where it stands alone, and is a condition beside others", async () => {
  const condition = { expr: "vars.lang == 'ja'" };
  expect(await warningsOf(condition)).toEqual(["vacuous-check"]);
  expect(await warningsOf({ not: condition })).toEqual(["vacuous-check"]);
  expect(await warningsOf({ any_of: [condition, { contains: "a" }] })).toEqual([]);
  expect(await warningsOf({ all_of: [condition, { contains: "a" }] })).toEqual([]);
});

const ORDINARY: readonly TestItem[] = [
  { contains: "refund" },
  { length: { max_words: 500 } },
  { length: { min_words: 0, max_words: 5 } },
  { length: { min_words: 1 } },
  { matches: "^ticket-\\d+$" },
  { matches: "\\$5" },
  { matches: "[$]5" },
  { matches: "a$|5" },
  { matches: "(a$5)?b" },
  { matches: "a$5?" },
  { matches: { pattern: "a$\n5", flags: "m" } },
  { not: { contains: "lawsuit" } },
  { not: { matches: "sorry|cannot" } },
  { not: { any_of: [{ contains: "a" }, { contains: "b" }] } },
  { expr: "size(output) > 0" },
  { expr: "size(output) < 500" },
  { expr: "!output.contains('as an AI')" },
  { expr: "vars.lang != 'de' || output.contains('ß')" },
  { expr: "json.total == vars.total" },
  { expr: "cost_usd < 0.01" },
  { json: true },
  { json_path: { path: "$.items", length: { min_chars: 0 } } },
  { json_path: { path: "$.name", exists: false } },
  { similarity: { to: "a b", metric: "rouge_l", min: 0.1 } },
  { tool_call: { name: "search", count: 0 } },
  { tool_call: "none" },
  { calls: { max: 0 } },
  { refusal: false },
  { any_of: [{ contains: "a" }, { length: { max_words: 3 } }] },
];
test.each(ORDINARY)("ordinary checks draw no warning: %j", async (item) => {
  expect(await warningsOf(item)).toEqual([]);
});

/** They match the empty text, and not every text. */
test.each(["^[^<]*$", "^[^\\u00a7]*$", "^\\d*$", "^\\s*$", "^(yes|no)?$", "^.*$"])(
  "a pattern for some texts: %s",
  async (matches) => {
    expect((await prepared({ matches })).always).toBeUndefined();
  },
);

test("what picks a part of the text fails where there is none: then even a wide check says something", async () => {
  expect(await warningsOf({ length: { min_words: 0 } }, { kind: "tag", tag: "queue" })).toEqual([]);
});
