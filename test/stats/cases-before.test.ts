import { expect, test } from "vitest";
import { CasesBefore } from "../../src/stats/baseline/cases-before.ts";

type Asked = Parameters<CasesBefore["next"]>[0];
const run = (cases: Record<string, [inputs: string, read?: string, checks?: string]>, isWhole = true): Asked => ({
  asked: new Map(
    Object.entries(cases).map(([id, [inputs, read, checks = "k"]]) => [
      id,
      { inputs, checks, ...(read === undefined ? {} : { read }) },
    ]),
  ),
  isWhole,
});
const FIRST = { a: ["1", "r"], b: ["2", "q"] } satisfies Parameters<typeof run>[0];
const NONE = { cases: false, checks: false };

test.each<[string, Asked[], ReturnType<CasesBefore["next"]>]>([
  ["the first run", [], null],
  ["the same again", [run(FIRST)], NONE],
  ["what nothing reads", [run({ a: ["9", "r"], b: ["8", "q"] })], NONE],
  ["what a prompt reads", [run({ a: ["9", "s"], b: ["2", "q"] })], { cases: true, checks: false }],
  ["a check", [run({ a: ["1", "r", "l"], b: ["2", "q"] })], { cases: false, checks: true }],
  ["one case alone", [run({ a: ["1", "r"] }, false)], NONE],
  ["all of them after one alone", [run({ a: ["1", "r"] }, false), run(FIRST)], NONE],
  [
    "a case that a run of another left out",
    [run({ a: ["1", "r"] }, false), run({ a: ["1", "r"], b: ["3"] })],
    { cases: true, checks: false },
  ],
  ["a new case", [run({ ...FIRST, c: ["3"] })], { cases: true, checks: false }],
  ["a case that is gone", [run({ a: ["1", "r"] })], { cases: true, checks: false }],
  ["a run that does not say what it asks", [{ asked: new Map([["a", null]]), isWhole: true }], null],
])("newcomer 3: what changed in the cases: %s", (_name, runs, changed) => {
  const before = new CasesBefore();
  const told = [run(FIRST), ...runs].map((one) => before.next(one));
  expect(told.at(-1)).toEqual(changed);
});
