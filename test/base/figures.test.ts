import { expect, test } from "vitest";
import {
  formatCount,
  formatInterval,
  formatMs,
  formatNumber,
  formatMsBeside,
  formatPercent,
  formatPercentApart,
  formatPoints,
  formatUsd,
  formatUsdApart,
  sumKnown,
} from "../../src/base/figures.ts";

const rows: readonly (readonly [(value: number | null) => string, number | null, string])[] = [
  [formatUsd, null, "–"],
  [formatUsd, 0, "$0"],
  [formatUsd, 0.00001, "<$0.0001"],
  [formatUsd, 0.0123, "$0.0123"],
  [formatUsd, 12.345, "$12.35"],
  [formatUsd, -0.5, "-$0.5000"],
  [formatPercent, null, "–"],
  [formatPercent, 0, "0%"],
  [formatPercent, 1, "100%"],
  [formatPercent, 0.9333, "93.3%"],
  [formatPercent, 0.99999, ">99.9%"],
  [formatPercent, 0.00001, "<0.1%"],
  [formatPoints, -0.0667, "−6.7"],
  [formatPoints, 0.1, "+10.0"],
  [formatPoints, 0.0001, "0.0"],
  [formatMs, null, "–"],
  [formatMs, 0, "0 ms"],
  [formatMs, 842.25, "842 ms"],
  [formatMs, 999.6, "1.00 s"],
  [formatMs, 12_345, "12.3 s"],
  [formatMs, 59_990, "1m 00s"],
  [formatMs, 3_599_600, "1h 00m"],
  [formatMs, 7_380_000, "2h 03m"],
  [formatCount, null, "–"],
  [formatCount, 9_999, "9999"],
  [formatCount, 12_345, "12.3k"],
  [formatCount, 999_960, "1.00M"],
  [formatNumber, null, "–"],
  [formatNumber, 0.5, "0.5"],
  [formatNumber, 0.00004, "<0.001"],
];

test.each(rows)("%o of %s is %s", (format, value, text) => {
  expect(format(value)).toBe(text);
});

test("an interval with an unknown bound is unknown", () => {
  expect(formatInterval(0.787, 0.982)).toBe("78.7–98.2%");
  expect(formatInterval(null, 0.982)).toBe("–");
});

test("a sum with an unknown part is unknown", () => {
  expect(sumKnown([1, 2])).toBe(3);
  expect(sumKnown([1, null])).toBeNull();
});

test("19: amounts beside each other have digits enough to differ", () => {
  expect(formatUsdApart([0.0024, 0.00232, 0.00229])).toEqual(["$0.00240", "$0.00232", "$0.00229"]);
  expect(formatUsdApart([0.00001, 0.00001, 0.0023])).toEqual(["$0.00001", "$0.00001", "$0.00230"]);
  expect(formatUsdApart([0.05, 0, 0.0123])).toEqual(["$0.0500", "$0", "$0.0123"]);
  expect(formatUsdApart([12.345, 1.5])).toEqual(["$12.35", "$1.50"]);
  expect(formatUsdApart([1.0001, 1])).toEqual(["$1.0001", "$1.0000"]);
});

test("shares and durations beside their limit have digits enough to differ from it", () => {
  expect(formatPercentApart([0.9496, 0.95])).toEqual(["94.96%", "95.00%"]);
  expect(formatPercentApart([0.5, 0.5])).toEqual(["50.0%", "50.0%"]);
  expect(formatPercentApart([0.99999, 0.9995, 1])).toEqual(["99.999%", "99.950%", "100%"]);
  expect(formatPercentApart([null, 0.9])).toEqual(["–", "90.0%"]);
  expect(formatMsBeside(100_300, 100_000)).toEqual(["100300 ms", "100000 ms"]);
  expect(formatMsBeside(100_000, 100_000)).toEqual(["1m 40s", "1m 40s"]);
});
