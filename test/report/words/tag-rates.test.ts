import { expect, test } from "vitest";
import type { SliceSummary } from "../../../src/domain/formats/records.ts";
import { passedOfRun } from "../../../src/report/words/slice-trials.ts";
import { sharedRates } from "../../../src/report/rows/shared-rates.ts";
import { doTagsDiffer, tagRates, tagRateText } from "../../../src/report/words/tag-rates.ts";
import { table } from "../../../src/report/table/table.ts";
import { arm, head, render, suite } from "../../helpers/report-fixtures.ts";

function slice(tag: string, arm: string, passed: number, failed: number): SliceSummary {
  const trials = passed + failed + 1;
  const rate = { value: null, low: null, high: null, level: 0.95, method: "wilson", n: trials };
  return { tag, arm, cases: 1, trials, passed, failed, undecided: 0, errored: 1, pass_rate: rate };
}

function rates(slices: SliceSummary[], arms: string[]): string[] {
  return tagRates({ slices, arms: arms.map((id) => arm({ id })) }).map(tagRateText);
}

test("a tag's rate leaves undecided trials out; the weakest comes first", () => {
  const slices = [slice("a", "x", 3, 1), slice("b", "x", 1, 3), slice("none", "x", 0, 0)];
  expect(rates(slices, ["x"])).toEqual(["b 25.0% (1/4)", "a 75.0% (3/4)", "none –"]);
});

test("issue 20: an arm that passes does not hide one that fails behind a rate of both", () => {
  const slices = [slice("high", "m/short", 2, 0), slice("high", "m/careful", 0, 2)];
  expect(rates(slices, ["m/short", "m/careful"])).toEqual(["high · careful 0% (0/2)", "high · short 100% (2/2)"]);
});

const all = (passed: number, failed: number, id = "x") => arm({ id, passed, failed });

test.each<[string, SliceSummary[], ReturnType<typeof arm>[], boolean]>([
  ["all green", [slice("a", "x", 3, 0), slice("b", "x", 5, 0)], [all(8, 0)], false],
  ["all red", [slice("a", "x", 0, 3), slice("b", "x", 0, 5)], [all(0, 8)], false],
  ["two arms, each of one rate", [slice("a", "x", 3, 0), slice("a", "y", 0, 3)], [all(3, 0), all(0, 3, "y")], false],
  ["a tag without a decided trial", [slice("a", "x", 3, 0), slice("b", "x", 0, 0)], [all(3, 0)], false],
  ["one tag is weaker", [slice("a", "x", 3, 0), slice("b", "x", 4, 1)], [all(7, 1)], true],
  ["what has no tag is weaker", [slice("a", "x", 3, 0)], [all(3, 5)], true],
  ["a tag of an arm that is not told", [slice("a", "z", 3, 0)], [all(3, 0)], true],
  ["no tags", [], [all(3, 5)], false],
])("issue 20: the line of tags is told only where one differs from its arm: %s", (_, slices, arms, isTold) => {
  expect(doTagsDiffer({ slices, arms })).toBe(isTold);
});

test("issue 20: a green run has no line of tags in the terminal; with -v all of them", async () => {
  const green = suite({ slices: ["lang=en", "lang=ja"].map((tag) => slice(tag, arm().id, 15, 0)) });
  const fixture = { head: head({ suites: [green] }), trials: [[]] };
  expect(await render(table, fixture)).not.toContain("lang=ja");
  expect(await render(table, fixture, { verbose: true })).toContain("lang=ja");
});

test("next 6: a slice has as many trials as were run: those that are skipped, for whatever reason, count for nothing", () => {
  const cut = { ...slice("ja", "x", 3, 1), trials: 9 };
  const notRun = { ...slice("ja", "y", 0, 0), errored: 0, trials: 4 };
  expect([cut, slice("en", "x", 3, 1), notRun].map(passedOfRun)).toEqual(["3/5", "3/5", "–"]);
  expect(rates([cut, notRun], ["x", "y"])).toEqual(["ja · x 75.0% (3/4)"]);
});

test("issue 20: what clean sheets leave open is said once, of all arms that it is true of", () => {
  const shared = (arms: string[], rates: [string, string][]): Parameters<typeof sharedRates>[0] => ({
    arms: arms.map((id) => arm({ id })),
    insights: { rates: rates.map(([of, sentence]) => ({ arm: of, sentence })) },
  });
  const three = shared(
    ["m/a", "m/b", "m/c"],
    [
      ["m/a", "10 of 10"],
      ["m/c", "0 of 4"],
      ["m/b", "10 of 10"],
    ],
  );
  expect(sharedRates(three)).toEqual([
    { who: "a and b, each", sentence: "10 of 10" },
    { who: "c", sentence: "0 of 4" },
  ]);
  expect(sharedRates(shared(["m/a"], [["m/a", "10 of 10"]]))).toEqual([{ who: null, sentence: "10 of 10" }]);
});
