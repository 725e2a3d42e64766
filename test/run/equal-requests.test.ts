import { expect, test } from "vitest";
import { EqualRequests } from "../../src/run/calls/equal-requests.ts";

test("equal requests take the lowest number that no answered or open one holds", () => {
  const equals = new EqualRequests<string>();
  const k = (): number => equals.take("a").k;
  expect([k(), k(), k()]).toEqual([1, 2, 3]);
  expect(equals.take("b").k).toBe(1);
  equals.giveBack("a", { k: 2 }); // it failed: a client's own retry asks again
  expect([k(), k()]).toEqual([2, 4]);
});

test("an answer that did not arrive goes to whoever asks next, before any free place", () => {
  const equals = new EqualRequests<string>();
  for (const k of [1, 2]) expect(equals.take("a")).toEqual({ k, kept: null });
  equals.keep("a", { k: 2 }, "the second");
  equals.giveBack("a", { k: 1 });
  expect(equals.take("a")).toEqual({ k: 2, kept: "the second" });
  expect(equals.take("a")).toEqual({ k: 1, kept: null });
});

test("places above others are looked into without moving what is held", () => {
  const equals = new EqualRequests<string>();
  expect(equals.take("a", 3)).toEqual({ k: 4, kept: null });
  expect(equals.take("a")).toEqual({ k: 1, kept: null });
  expect(equals.take("a", 1)).toEqual({ k: 2, kept: null });
  expect(() => equals.giveBack("a", { k: 3 })).toThrow(RangeError);
});
