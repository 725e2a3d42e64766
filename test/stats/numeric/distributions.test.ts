import { describe, expect, test } from "vitest";
import { betaQuantile, binomialCdf, incompleteBeta } from "../../../src/stats/numeric/beta.ts";
import { logGamma } from "../../../src/stats/numeric/log-gamma.ts";
import { normalCdf, normalQuantile } from "../../../src/stats/numeric/normal.ts";
import { studentQuantile, studentTail } from "../../../src/stats/numeric/student.ts";

/** Equal to `digits` significant digits. */
function expectClose(actual: number, wanted: number, digits = 10): void {
  expect(Math.abs(actual - wanted)).toBeLessThanOrEqual(Math.abs(wanted) * 10 ** -digits + 1e-300);
}

describe("numbers of scipy 1.17.1", () => {
  test.each([
    [0.1, 2.252712651734206],
    [0.5, 0.5723649429247001],
    [1.5, -0.12078223763524522],
    [10, 12.801827480081469],
    [100.5, 361.43554046777757],
    [1e6, 12815504.569147611],
  ])("ln Γ(%d)", (x, wanted) => expectClose(logGamma(x), wanted, 12));
  test.each([
    { x: 0.4, a: 2, b: 3, wanted: 0.5248 },
    { x: 0.1, a: 0.5, b: 0.5, wanted: 0.20483276469913345 },
    { x: 0.95, a: 100.5, b: 3, wanted: 0.10834876426192719 },
    { x: 0.3333, a: 1e5, b: 2e5, wanted: 0.48472420024960267 },
  ])("I_$x($a, $b)", ({ x, a, b, wanted }) => {
    expectClose(incompleteBeta(x, a, b), wanted, 7);
    expectClose(betaQuantile(wanted, a, b), x, 7);
  });
  test.each([
    [0.975, 1.959963984540054],
    [0.8, 0.8416212335729143],
    [0.001, -3.090232306167813],
    [1e-10, -6.361340902404056],
  ])("normal quantile at %d", (p, wanted) => expectClose(normalQuantile(p), wanted));
  test.each([
    [-1, 0.15865525393145707],
    [-4, 3.167124183311986e-5],
    [-10, 7.619853024160593e-24],
    [2.5, 0.9937903346742238],
  ])("Φ(%d)", (x, wanted) => expectClose(normalCdf(x), wanted, 11));
  test.each([
    { k: 3, n: 10, p: 0.5, wanted: 0.171875 },
    { k: 18, n: 20, p: 0.95, wanted: 0.26416047 },
    { k: 0, n: 5, p: 0.2, wanted: 0.32768 },
    { k: -1, n: 5, p: 0.2, wanted: 0 },
    { k: 5, n: 5, p: 0.2, wanted: 1 },
  ])("P(X ≤ $k), $n trials at $p", ({ k, n, p, wanted }) => expectClose(binomialCdf(k, n, p), wanted, 7));
});

// Inspect, tests/scorer/test_metric.py
test.each([
  [1, 12.706204736432095],
  [2, 4.302652729911275],
  [4, 2.7764451051977987],
  [9, 2.2621571628540993],
  [10, 2.2281388519649385],
  [30, 2.0422724563012373],
  [1000, 1.9623390808264078],
  [1e9, 1.959963984540054],
])("t quantile at .975 with %d degrees of freedom", (df, wanted) => {
  expectClose(studentQuantile(0.975, df), wanted);
  expectClose(studentQuantile(0.025, df), -wanted);
  if (df < 1e6) expectClose(1 - studentTail(wanted, df), 0.975);
});

test("without degrees of freedom nothing is known", () => {
  expect(studentQuantile(0.975, 0)).toBe(Number.POSITIVE_INFINITY);
});
