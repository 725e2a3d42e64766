import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clopperPearsonHigh, clopperPearsonLow } from "../../../src/stats/rate/clopper-pearson.ts";
import { wilsonInterval } from "../../../src/stats/rate/wilson.ts";

// statistics.md §4.1 (statsmodels' results_proportion.py, R binom.confint; recomputed with scipy)
const rows = [
  { x: 0, n: 5, wilson: [0, 0.434482], exact: [0, 0.521824] },
  { x: 4, n: 5, wilson: [0.375535, 0.963776], exact: [0.283582, 0.994949] },
  { x: 9, n: 10, wilson: [0.59585, 0.982124], exact: [0.554984, 0.997471] },
  { x: 18, n: 20, wilson: [0.698966, 0.972134], exact: [0.683017, 0.987651] },
  { x: 20, n: 20, wilson: [0.838875, 1], exact: [0.831567, 1] },
  { x: 190, n: 200, wilson: [0.910422, 0.972617], exact: [0.909972, 0.975766] },
  { x: 22, n: 49, wilson: [0.318528, 0.586849], exact: [0.306654, 0.597695] },
];

describe.each(rows)("$x of $n", ({ x, n, wilson, exact }) => {
  test.each([
    { name: "Wilson", interval: wilsonInterval(x / n, n, 0.95), wanted: wilson },
    {
      name: "Clopper–Pearson",
      interval: { low: clopperPearsonLow(x / n, n, 0.025), high: clopperPearsonHigh(x / n, n, 0.025) },
      wanted: exact,
    },
  ])("$name", ({ interval, wanted }) => {
    expect(interval.low).toBeCloseTo(wanted[0] ?? Number.NaN, 5.7);
    expect(interval.high).toBeCloseTo(wanted[1] ?? Number.NaN, 5.7);
  });
});

test("Wilson never leaves [0, 1], and holds the rate (statsmodels GH 7386: 38/38 and 0/77)", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
      const rate = Math.round(share * n) / n;
      const { low, high } = wilsonInterval(rate, n, 0.95);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(1);
      expect(low).toBeLessThanOrEqual(rate + 1e-12);
      expect(high).toBeGreaterThanOrEqual(rate - 1e-12);
    }),
    {
      examples: [
        [38, 1],
        [77, 0],
      ],
    },
  );
});

/** The chance that an interval over x ~ Binomial(n, p) holds p, summed over all x: no simulation needed. */
function coverage(n: number, p: number, interval: (rate: number) => { low: number; high: number }): number {
  let [chance, total] = [(1 - p) ** n, 0];
  for (let x = 0; x <= n; x++) {
    const { low, high } = interval(x / n);
    if (low <= p && p <= high) total += chance;
    chance *= ((n - x) / (x + 1)) * (p / (1 - p));
  }
  return total;
}

test.each([20, 50, 100])("over %d cases Wilson covers 95 percent on average, Clopper–Pearson always", (n) => {
  const rates = Array.from({ length: 49 }, (_, i) => (i + 1) / 50);
  const wilson = rates.map((p) => coverage(n, p, (rate) => wilsonInterval(rate, n, 0.95)));
  const exact = rates.map((p) =>
    coverage(n, p, (rate) => ({
      low: clopperPearsonLow(rate, n, 0.025),
      high: clopperPearsonHigh(rate, n, 0.025),
    })),
  );
  const mean = wilson.reduce((sum, value) => sum + value, 0) / wilson.length;
  expect(mean).toBeGreaterThan(0.945);
  expect(mean).toBeLessThan(0.965);
  expect(Math.min(...exact)).toBeGreaterThanOrEqual(0.95);
});
