import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../../../src/base/seeded-random.ts";
import { DifferenceTally } from "../../../src/stats/paired/differences.ts";
import { differenceInterval, differenceLow } from "../../../src/stats/paired/effective-pairs.ts";
import { shownInterval } from "../../../src/stats/paired/shown-interval.ts";
import { boundedMeanHigh, boundedMeanLow } from "../../../src/stats/rate/bounded-mean.ts";
import {
  type CaseSample,
  effectiveSize,
  provenHigh,
  provenLow,
  rateOfCases,
} from "../../../src/stats/rate/case-sample.ts";
import { cleanUnits, unitSizes } from "../../../src/stats/rate/unit-sizes.ts";
import { openRateSentence } from "../../../src/stats/sentences.ts";
import { RateTally } from "../../../src/stats/summary/rate-tally.ts";

/** Units of so many cases, of which so many pass. */
type Unit = readonly [passed: number, cases: number];

function sampleOf(units: readonly Unit[]): CaseSample {
  const tally = new RateTally();
  const means = { costUsd: null, latencyMs: null, outputTokens: null };
  for (const [index, [sum, cases]] of units.entries()) {
    for (let i = 0; i < cases; i++) {
      const passed = i < sum ? 1 : 0;
      const rates = { observed: passed, worst: passed, best: passed, passed, decided: 1, planned: 1, means };
      tally.add(rates, cases === 1 ? null : `${index}`);
    }
  }
  return tally.observed;
}

/** All passed before. */
function pairsOf(units: readonly Unit[]): DifferenceTally {
  const tally = new DifferenceTally();
  for (const [index, [sum, cases]] of units.entries()) {
    for (let i = 0; i < cases; i++) {
      const after = { passed: i < sum ? 1 : 0, trials: 1 };
      tally.addOutcomes({ passed: 1, trials: 1 }, after, cases === 1 ? null : `${index}`);
    }
  }
  return tally;
}

const singles = (count: number, passed = count): Unit[] =>
  Array.from({ length: count }, (_, i) => [i < passed ? 1 : 0, 1]);
const SCORES = { least: 0, most: 1 } as const;

describe("F1: a few large clusters among many cases", () => {
  test.each([
    { others: 60, size: 60, chance: 0.5 },
    { others: 270, size: 30, chance: 0.5 },
    { others: 60, size: 2, chance: 0.5 },
    { others: 200, size: 20, chance: 0.9 },
  ])("$others cases that pass, one of $size that passes whole with a chance of $chance", ({ others, size, chance }) => {
    const rate = (others + size * chance) / (others + size);
    for (const [works, share] of [
      [true, chance],
      [false, 1 - chance],
    ] as const) {
      const units: Unit[] = [...singles(others), [works ? size : 0, size]];
      const scores = units.map(([sum, cases]) => ({ sum, cases, times: 1 }));
      const sample = sampleOf(units);
      const wrong = [
        provenLow(sample, 0.95) > rate,
        provenHigh(sample, 0.95) < rate,
        (differenceLow(pairsOf(units), 0.05) ?? 0) > rate - 1,
        (boundedMeanLow(scores, SCORES, 0.05) ?? 0) > rate,
        (boundedMeanHigh(scores, SCORES, 0.05) ?? 1) < rate,
      ];
      if (share > 0.05) expect(wrong).toEqual(wrong.map(() => false));
    }
  });
  test("what a clean sheet of them says names what it is worth", () => {
    const sample = sampleOf([...singles(60), [60, 60]]);
    expect(provenLow(sample, 0.95)).toBeLessThan(0.5);
    expect(rateOfCases(sample).low).toBeCloseTo(provenLow(sample, 0.95), 9);
    const figures = { passed: 120, failed: 0, pass_rate: rateOfCases(sample) };
    expect(openRateSentence(figures, { units: 61, worth: effectiveSize(sample, "low") })).toContain(
      "120 of 120 passed over 120 cases in 61 clusters of unequal size, worth 3 cases: the true rate is at least 46.7%",
    );
  });
  test("a cluster that breaks leaves the difference open", () => {
    const broken = pairsOf([...singles(60), [0, 60]]);
    for (const interval of [differenceInterval(broken, 0.9), shownInterval(broken, 0.95)]) {
      expect(interval?.low).toBeLessThan(-0.8);
      expect(interval?.high).toBeGreaterThan(-0.1);
    }
  });
});

const sizesArbitrary = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 40 });

describe("what units of any size are worth", () => {
  test("whole units: never more than Kish's number", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.boolean()), { minLength: 2, maxLength: 30 }),
        (units) => {
          const sample = sampleOf(units.map(([cases, passes]) => [passes ? cases : 0, cases]));
          const kish = sample.count ** 2 / units.reduce((sum, [cases]) => sum + cases ** 2, 0);
          for (const side of ["low", "high"] as const)
            expect(effectiveSize(sample, side)).toBeLessThanOrEqual(kish + 1e-9);
        },
      ),
      { numRuns: 60 },
    );
  });
  test("all passing: no way for units to pass with a chance of 5 % has a smaller mean", () => {
    fc.assert(
      fc.property(
        sizesArbitrary,
        fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 40, maxLength: 40 }),
        (sizes, weights) => {
          const shares = sizes.map((_, i) => weights[i] ?? 1);
          const total = shares.reduce((sum, share) => sum + share, 0);
          const cases = sizes.reduce((sum, size) => sum + size, 0);
          const mean = sizes.reduce((sum, size, i) => sum + size * 0.05 ** ((shares[i] ?? 0) / total), 0) / cases;
          const worth = cleanUnits(unitSizes(sizes.map((size) => ({ cases: size, times: 1 }))), 0.05);
          expect(0.05 ** (1 / worth)).toBeLessThanOrEqual(mean + 1e-9);
          expect(worth).toBeLessThanOrEqual(sizes.length + 1e-9);
        },
      ),
      { numRuns: 100 },
    );
  });
  test("of equal size, as many as they are", () => {
    for (const tail of [0.2, 0.05, 0.001]) expect(cleanUnits(unitSizes([{ cases: 7, times: 12 }]), tail)).toBe(12);
  });
  test("clusters of 1 to 30 cases that pass whole with 9 in 10: the bounds err at most 1 time in 20", () => {
    const random = seededRandom("unequal");
    const RUNS = 200;
    let [low, high, difference] = [0, 0, 0];
    for (let run = 0; run < RUNS; run++) {
      const units = Array.from({ length: 30 }, (_, i): Unit => [random() < 0.9 ? i + 1 : 0, i + 1]);
      const sample = sampleOf(units);
      if (provenLow(sample, 0.95) > 0.9) low++;
      if (provenHigh(sample, 0.95) < 0.9) high++;
      if ((differenceLow(pairsOf(units), 0.05) ?? 0) > -0.1) difference++;
    }
    for (const wrong of [low, high, difference]) expect(wrong / RUNS).toBeLessThan(0.1);
  });
});
