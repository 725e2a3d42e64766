import fc from "fast-check";
import { expect, test } from "vitest";
import { formatUsdExact, fromUsd, sumOrNull, toUsd } from "../../src/domain/values/money.ts";

test.each([
  [0n, "0"],
  [1n, "0.000000000001"],
  [12_500_000_000n, "0.0125"],
  [-3_000_000_000_000n, "-3"],
  [9_007_199_254_740_993_000_000n, "9007199254.740993"],
])("%s picodollars are $%s", (amount, usd) => expect(formatUsdExact(amount)).toBe(usd));

test("dollars with up to 12 decimals survive the way there and back", () => {
  fc.assert(
    fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (micro) => {
      expect(toUsd(fromUsd(micro / 1e6))).toBe(micro / 1e6 + 0);
    }),
  );
});

test("an unknown part makes the sum unknown, not smaller", () => {
  expect(sumOrNull([1n, 2n])).toBe(3n);
  expect(sumOrNull([1n, null])).toBeNull();
  expect(sumOrNull([])).toBe(0n);
});
