import { expect, test } from "vitest";
import type { SliceSummary } from "../../src/domain/formats/records.ts";
import { passedOfRun } from "../../src/report/words/slice-trials.ts";
import { sharedRates } from "../../src/report/rows/shared-rates.ts";
import { tagRates, tagRateText } from "../../src/report/words/tag-rates.ts";
import { arm } from "../helpers/report-fixtures.ts";

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

test("next 6: a slice has as many trials as were run: those that are skipped, for whatever reason, count for nothing", () => {
  const cut = { ...slice("ja", "x", 3, 1), trials: 9 };
  const notRun = { ...slice("ja", "y", 0, 0), errored: 0, trials: 4 };
  expect([cut, slice("en", "x", 3, 1), notRun].map(passedOfRun)).toEqual(["3/5", "3/5", "–"]);
  expect(rates([cut, notRun], ["x", "y"])).toEqual(["ja · x 75.0% (3/4)"]);
});

test("issue 20: what clean sheets leave open is said once, of all arms that it is true of", () => {
  const suite = (arms: string[], rates: [string, string][]): Parameters<typeof sharedRates>[0] => ({
    arms: arms.map((id) => arm({ id })),
    insights: { rates: rates.map(([of, sentence]) => ({ arm: of, sentence })) },
  });
  const three = suite(
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
  expect(sharedRates(suite(["m/a"], [["m/a", "10 of 10"]]))).toEqual([{ who: null, sentence: "10 of 10" }]);
});
