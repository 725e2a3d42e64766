import { expect, test } from "vitest";
import { KeyTable } from "../../src/base/lists/key-table.ts";

test("keys are numbered in the order in which they come, over several growths", () => {
  const table = new KeyTable();
  const keys = Array.from({ length: 5_000 }, (_, index) => `key ${index}`);
  expect(keys.map((key) => table.add(key))).toEqual(keys.map((_, index) => index));
  expect(keys.map((key) => table.find(key))).toEqual(keys.map((_, index) => index));
  expect(keys.map((key) => table.add(key))).toEqual(keys.map((_, index) => index));
  expect(table.size).toBe(5_000);
});

test("a key that never came has no number", () => {
  const table = new KeyTable();
  expect(table.find("")).toBeNull();
  table.add("a");
  expect(table.find("b")).toBeNull();
  expect(table.add("")).toBe(1);
});
