import { expect, test } from "vitest";
import { findVacuousChecks, REFUSAL_IN_WORDS } from "../../src/checks/trial/find-vacuous-checks.ts";
import { context, prepared, type TestItem } from "./grading.ts";

const wrongAnswers = [{ text: "" }, { text: REFUSAL_IN_WORDS }, { text: '{"queue": "refunds"}' }];

const rows: readonly (readonly [string, TestItem, boolean])[] = [
  ["what tells right from wrong", { contains: "billing" }, false],
  ["a pattern of anything", { matches: ".*" }, true],
  ["a wide bound", { length: { max_words: 500 } }, true],
  ["a bound that one exceeds", { length: { max_words: 5 } }, false],
  ["a negative check", { not: { contains: "lawsuit" } }, true],
  ["an alternative that lets all through", { any_of: [{ contains: "billing" }, { length: { max_chars: 999 } }] }, true],
  ["an expression that is always true", { expr: "size(output) >= 0" }, true],
  ["costs are not graded by a text", { tokens: { max: 5 } }, false],
  ["nor is code", { script: "g.mjs" }, false],
  ["nor what holds such a one", { not: { tool_call: "search" } }, false],
];
test.each(rows)("%s", async (_, item, isVacuous) => {
  const found = await findVacuousChecks([await prepared(item)], wrongAnswers, context);
  expect(found).toEqual(isVacuous ? [0] : []);
});

test("items are named by their place, and without wrong answers none is", async () => {
  const items = [await prepared({ contains: "billing" }), await prepared({ matches: "" })];
  expect(await findVacuousChecks(items, wrongAnswers, context)).toEqual([1]);
  expect(await findVacuousChecks(items, [], context)).toEqual([]);
});
