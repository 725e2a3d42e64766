import { expect, test } from "vitest";
import type { SliceSummary } from "../../src/domain/formats/records.ts";
import { slicesAsked } from "../../src/report/words/slice-trials.ts";
import { tagRates, tagRateText } from "../../src/report/words/tag-rates.ts";

function slice(tag: string, arm: string, passed: number, failed: number): SliceSummary {
  const trials = passed + failed + 1;
  const rate = { value: null, low: null, high: null, level: 0.95, method: "wilson", n: trials };
  return { tag, arm, cases: 1, trials, passed, failed, undecided: 0, errored: 1, pass_rate: rate };
}

test("a tag's trials are those of all arms, undecided ones left out; the weakest comes first", () => {
  const slices = [slice("a", "x", 3, 1), slice("b", "x", 1, 3), slice("none", "x", 0, 0), slice("a", "y", 1, 3)];
  expect(tagRates(slices).map(tagRateText)).toEqual(["b 25.0% (1/4)", "a 50.0% (4/8)", "none – (0/0)"]);
});

test("a slice has as many trials as were to be answered: those that the suite skips count for nothing", () => {
  const askedOf = slicesAsked({ insights: { left_out: [{ tag: "ja", arm: "x", trials: 3 }] } });
  expect([slice("ja", "x", 3, 1), slice("ja", "y", 3, 1), slice("en", "x", 3, 1)].map(askedOf)).toEqual([2, 5, 5]);
});
