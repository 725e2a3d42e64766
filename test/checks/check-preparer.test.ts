import { expect, test } from "vitest";
import { createCheckPreparer } from "../../src/checks/prepare/check-preparer.ts";
import { itemOf, noScript } from "./grading.ts";

test("equal checks are prepared once, whatever the order of their keys", async () => {
  const prepare = createCheckPreparer(noScript);
  const first = await prepare(itemOf({ contains: { value: "a", ignore_case: true } }));
  expect(await prepare(itemOf({ contains: { ignore_case: true, value: "a" } }))).toBe(first);
});

test("type, arguments, name and `on` tell checks apart", async () => {
  const prepare = createCheckPreparer(noScript);
  const different = await Promise.all([
    prepare(itemOf({ contains: "a" })),
    prepare(itemOf({ starts_with: "a" })),
    prepare(itemOf({ contains: "b" })),
    prepare(itemOf({ contains: "a", name: "n" })),
    prepare(itemOf({ contains: "a" }, { kind: "last_line" })),
  ]);
  expect(new Set(different).size).toBe(different.length);
});

test("those that are used stay when thousands of others pass by", async () => {
  const prepare = createCheckPreparer(noScript);
  const kept = await prepare(itemOf({ matches: "a+" }));
  for (let row = 0; row < 10_000; row++) {
    await prepare(itemOf({ equals: `label ${row}` }));
    if (row % 100 === 0) expect(await prepare(itemOf({ matches: "a+" }))).toBe(kept);
  }
  const forgotten = await prepare(itemOf({ equals: "label 0" }));
  expect(await prepare(itemOf({ equals: "label 0" }))).toBe(forgotten);
});

test("long arguments are forgotten sooner", async () => {
  const prepare = createCheckPreparer(noScript);
  const long = (row: number) => itemOf({ equals: `${row}${"x".repeat(5_000_000)}` });
  const first = await prepare(long(1));
  await prepare(long(2));
  expect(await prepare(long(1))).toBe(first);
  await prepare(long(3));
  await prepare(long(4));
  await prepare(long(5));
  expect(await prepare(long(1))).not.toBe(first);
});

test("problems are remembered too", async () => {
  const prepare = createCheckPreparer(noScript);
  const problems = await prepare(itemOf({ matches: "(" }));
  expect(Array.isArray(problems)).toBe(true);
  expect(await prepare(itemOf({ matches: "(" }))).toBe(problems);
});
