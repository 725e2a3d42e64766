import { expect, test } from "vitest";
import { MAX_JSON_LEVELS } from "../../src/base/bounded-json.ts";
import { MAX_SHARED, plainValue } from "../../src/library/handed-in/plain-value.ts";

type Value = { readonly [key: string]: unknown };

/** So many levels of which each holds the next one twice. */
function twice(levels: number, innermost: unknown = 1): Value {
  let value: Value = { leaf: innermost };
  for (let level = 0; level < levels; level++) value = { a: value, b: value };
  return value;
}

const none = (): null => null;

test("an object that stands in many places is copied as often as it is told apart: once", () => {
  const shared = { list: [1, { two: 2 }] };
  const { value, problems } = plainValue({ first: shared, second: [shared, shared] }, none);
  expect(problems).toEqual([]);
  expect(value).toEqual({ first: shared, second: [shared, shared] });
  shared.list.push(3);
  expect(value).toMatchObject({ first: { list: [1, { two: 2 }] } });
});

test.each([
  ["data", 1],
  ["a function that may stand there", () => true],
  // What is none is told of at each place: beside so many numbers there are few.
  ["what is none", [Symbol("no data"), ...Array.from({ length: 20_000 }, () => 0)]],
])(
  "levels that each hold the next one twice end soon, and are refused once: %s",
  (_, innermost) => {
    const startedMs = performance.now();
    const { problems } = plainValue({ vars: twice(60, innermost) }, () => "a function");
    expect(performance.now() - startedMs).toBeLessThan(20_000);
    const tooMany = problems.filter(({ message }) => message.includes("in several places"));
    expect(tooMany).toHaveLength(1);
    expect(tooMany[0]).toMatchObject({ code: "not-data" });
  },
  30_000,
);

test("a small one is taken as it is", () => {
  const { value, problems } = plainValue(twice(10), none);
  expect(problems).toEqual([]);
  expect(value).toEqual(twice(10));
  expect(MAX_SHARED).toBeGreaterThan(100_000 * 20);
});

test("a function in a shared object is taken wherever it stands", () => {
  const shared = { script: () => true };
  const taken: string[] = [];
  plainValue({ one: shared, two: shared }, (_, pointer) => {
    taken.push(pointer.join("."));
    return "f";
  });
  expect(taken).toEqual(["one.script", "two.script"]);
});

test("a shared object that is too deep where it stands the second time is told there", () => {
  let deep: unknown = 1;
  for (let level = 0; level < MAX_JSON_LEVELS - 10; level++) deep = [deep];
  let outer: unknown = deep;
  for (let level = 0; level < 20; level++) outer = [outer];
  expect(plainValue({ deep }, none).problems).toEqual([]);
  expect(plainValue({ deep, outer }, none).problems.map(({ code }) => code)).toEqual(["too-deep"]);
});
