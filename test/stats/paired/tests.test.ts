import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addTo, type Histogram } from "../../../src/stats/paired/histogram.ts";
import { leastDiscordant, mcnemarExact, mcnemarWorse } from "../../../src/stats/paired/mcnemar.ts";
import { benjaminiHochberg, holm } from "../../../src/stats/paired/multiplicity.ts";
import { signFlipTest } from "../../../src/stats/paired/sign-flip.ts";

function histogramOf(values: readonly number[]): Histogram {
  const histogram = new Map<number, number>();
  for (const value of values) addTo(histogram, value);
  return histogram;
}

const counts = (onlyBaseline: number, onlyCandidate: number): Parameters<typeof mcnemarExact>[0] => ({
  n: 500,
  onlyBaseline,
  onlyCandidate,
});

describe("McNemar", () => {
  // statsmodels/stats/tests/test_nonparametric.py:54–111
  test.each([
    [121, 59, 4.434e-6],
    [70, 59, 0.378688],
    [80, 59, 0.089452],
    [30, 60, 0.00206],
    [10, 30, 0.002221],
    [10, 10, 1],
    [0, 0, 1],
    [8, 0, 0.0078125],
    [0, 2, 0.5],
    [6, 0, 0.03125],
  ])("exact, %d against %d", (b, c, wanted) => {
    expect(mcnemarExact(counts(b, c)) / wanted).toBeCloseTo(1, 3);
  });
  // ocbe-uio/contingencytables: cavo_2012, bentur_2009
  test.each([
    [6, 16, 0.052479],
    [1, 7, 0.0703125],
  ])("exact, %d against %d", (b, c, exact) => {
    expect(mcnemarExact(counts(b, c))).toBeCloseTo(exact, 6);
  });
  test("the one-sided p has a direction", () => {
    expect(mcnemarWorse(counts(5, 0))).toBeCloseTo(1 / 32, 12);
    expect(mcnemarWorse(counts(0, 5))).toBe(1);
  });
  test("the least number of discordant cases is where p can first reach alpha", () => {
    expect(leastDiscordant(0.05, 2)).toBe(6);
    expect(leastDiscordant(0.05, 1)).toBe(5);
    expect(mcnemarExact(counts(6, 0))).toBeLessThanOrEqual(0.05);
    expect(mcnemarExact(counts(5, 0))).toBeGreaterThan(0.05);
  });
});

describe("sign-flip permutation", () => {
  test("is McNemar's exact test for one pass/fail trial a case", () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(40), fc.nat(40), (b, c, ties) => {
        const values = [...Array<number>(b).fill(-1), ...Array<number>(c).fill(1), ...Array<number>(ties).fill(0)];
        const result = signFlipTest(histogramOf(values));
        expect(result.method).toBe("sign-flip-exact");
        expect(result.twoSided).toBeCloseTo(mcnemarExact(counts(b, c)), 9);
        expect(result.worse).toBeCloseTo(mcnemarWorse(counts(b, c)), 9);
      }),
    );
  });
  /** All 2^m choices of signs, one by one. */
  function bruteForce(values: readonly number[]): { twoSided: number; worse: number } {
    const total = (mask: number): number =>
      values.reduce((sum, value, i) => sum + ((mask >> i) & 1 ? -value : value), 0);
    const sums = Array.from({ length: 2 ** values.length }, (_, mask) => total(mask));
    const share = (holds: (sum: number) => boolean): number => sums.filter(holds).length / sums.length;
    return {
      twoSided: share((sum) => Math.abs(sum) >= Math.abs(total(0)) - 1e-9),
      worse: share((sum) => sum <= total(0) + 1e-9),
    };
  }
  test.each([
    { name: "quarters, thirds and ties (convolution)", value: fc.integer({ min: -12, max: 12 }).map((k) => k / 12) },
    { name: "irregular scores (enumeration)", value: fc.double({ min: -1, max: 1, noNaN: true }) },
  ])("$name: as counting all sign choices says", ({ value }) => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 9 }), (values) => {
        const kept = values.map((d) => (Math.abs(d) < 1e-6 ? 0 : d));
        const { twoSided, worse } = signFlipTest(histogramOf(kept));
        expect({ twoSided, worse }).toEqual({
          twoSided: expect.closeTo(bruteForce(kept).twoSided, 9) as number,
          worse: expect.closeTo(bruteForce(kept).worse, 9) as number,
        });
      }),
    );
  });
  test("rounded differences come near the exact answer", () => {
    const thirds = [-2, -1, -1, 1, -3, -2, 1, -1, -2, 1, -1, -1].map((k) => k / 3);
    const many = [...thirds, ...thirds];
    const offLattice = histogramOf(many.map((value, i) => value * (1 + i * 1e-5)));
    const drawn = signFlipTest(offLattice);
    expect(drawn.method).toBe("sign-flip-rounded");
    expect(drawn.worse).toBeCloseTo(signFlipTest(histogramOf(many)).worse, 2);
  });
  test("enumerates irregular differences by hand: 4 of 8 sign choices are as far", () => {
    const result = signFlipTest(histogramOf([0.1234567, 0.0765433, Math.SQRT1_2]));
    expect(result).toEqual({ twoSided: 2 / 8, worse: 1, method: "sign-flip-exact" });
  });
  test("no difference: nothing to say", () => {
    expect(signFlipTest(histogramOf([0, 0, 0]))).toEqual({ twoSided: 1, worse: 1, method: "sign-flip-exact" });
  });
  test("thousands of irregular differences go to the normal limit", () => {
    const values = Array.from({ length: 2_500 }, (_, i) => Math.sin(i) + 0.05);
    const result = signFlipTest(histogramOf(values));
    expect(result.method).toBe("sign-flip-normal");
    expect(result.twoSided).toBeLessThan(0.001);
    expect(result.worse).toBeGreaterThan(0.999);
  });
});

describe("many tests at once", () => {
  // statsmodels/stats/tests/test_multi.py:39 (R multtest)
  const pValues = [
    0.838541367553, 0.642193923795, 0.680845947633, 0.967833824309, 0.71626938238, 0.177096952723, 5.23656777208e-5,
    0.0202732688798, 0.00028140506198, 0.0149877310796,
  ];
  const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b).slice(0, 5);
  test("Holm", () => {
    const wanted = [5.236567772e-4, 2.532645558e-3, 0.1199018, 0.1419129, 1];
    expect(sorted(holm(pValues)).map((p, i) => p / (wanted[i] ?? 0))).toEqual(
      wanted.map(() => expect.closeTo(1, 6) as number),
    );
    expect(holm(pValues)[6]).toBeCloseTo(5.236567772e-4, 12);
  });
  test("Benjamini–Hochberg", () => {
    const wanted = [5.236567772e-4, 1.4070253e-3, 0.0499591, 0.0506832, 0.3541939];
    expect(sorted(benjaminiHochberg(pValues)).map((p, i) => p / (wanted[i] ?? 0))).toEqual(
      wanted.map(() => expect.closeTo(1, 5) as number),
    );
  });
  test("one p-value stays, none stay none", () => {
    expect(holm([0.03])).toEqual([0.03]);
    expect(holm([])).toEqual([]);
    expect(benjaminiHochberg([])).toEqual([]);
  });
});
