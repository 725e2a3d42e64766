import { expect, test } from "vitest";
import { createPace } from "../../../src/cli/terminal/pace.ts";

test("the pace is unknown until a second has passed", () => {
  const pace = createPace();
  expect(pace.at(0, 40)).toBeNull();
  expect(pace.at(999, 50)).toBeNull();
  expect(pace.at(2_000, 60)).toBe(10);
});

test("only the last half minute counts", () => {
  const pace = createPace();
  for (let second = 0; second <= 60; second++) pace.at(second * 1000, second * 100);
  for (let second = 61; second <= 90; second++) pace.at(second * 1000, 6_000);
  expect(pace.at(91_000, 6_000)).toBe(0);
});

test("30d: how long nothing was done is known, beside a pace that was", () => {
  const pace = createPace();
  pace.at(0, 0);
  pace.at(2_000, 100);
  expect(pace.stillMs(2_500)).toBe(500);
  expect([pace.at(20_000, 100), pace.stillMs(20_000)]).toEqual([5, 18_000]);
});
