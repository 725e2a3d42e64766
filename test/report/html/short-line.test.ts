import { expect, test } from "vitest";
import { shortLine } from "../../../src/report/html/client/cases/trial-words.ts";

test.each([
  ["short", "short"],
  ["  two\n lines ", "two lines"],
  ["a".repeat(240), "a".repeat(240)],
  ["a".repeat(241), `${"a".repeat(240)}…`],
  [`a${" ".repeat(500)}b`, "a…"],
  [`a${" ".repeat(500)}`, "a"],
  [`${"a".repeat(239)}👍 and more`, `${"a".repeat(239)}…`],
  [`${"a".repeat(238)}👍`, `${"a".repeat(238)}👍`],
])("issue 20: what is cut in a cell says so: %j", (text, shown) => {
  expect(shortLine(text)).toBe(shown);
});
