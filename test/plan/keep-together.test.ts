import { expect, test } from "vitest";
import type { PlannedTrial } from "../../src/domain/run/trial.ts";
import { keepTogether } from "../../src/plan/cases/keep-together.ts";
import { plannedTrial } from "../run/run-fixture.ts";

async function order(groups: readonly (readonly string[])[]): Promise<number[]> {
  async function* trials(): AsyncIterable<PlannedTrial> {
    for (const [ordinal, cacheGroups] of groups.entries()) yield plannedTrial(ordinal, { cacheGroups });
  }
  const seen: number[] = [];
  for await (const { ordinal } of keepTogether(trials())) seen.push(ordinal);
  return seen;
}

test("trials with the same longest prefix follow the first of them; others stay where they are", async () => {
  expect(await order([["s", "a"], ["s", "b"], ["s", "a"], [], ["s", "b"], ["s", "c"], ["s", "b"]])).toEqual([
    0, 2, 1, 3, 4, 6, 5,
  ]);
});

test("each trial goes out once, in a bounded window", async () => {
  const groups = Array.from({ length: 700 }, (_, n) => [String(n % 7)]);
  const seen = await order(groups);
  expect(seen.toSorted((a, b) => a - b)).toEqual(groups.map((_, n) => n));
  expect(Math.max(...seen.slice(0, 256))).toBe(255);
});
