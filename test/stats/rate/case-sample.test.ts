import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../../../src/base/seeded-random.ts";
import { type CaseSample, effectiveSize, pBelow, provenLow, rateOfCases } from "../../../src/stats/rate/case-sample.ts";
import { RateTally } from "../../../src/stats/summary/rate-tally.ts";
import { momentsOf } from "../../helpers/moments.ts";

/** A sample of cases with `trials` each and these passes. */
function sampleOf(passes: readonly number[], trials: number): CaseSample {
  return { ...momentsOf(passes.map((k) => k / trials)), trials: passes.length * trials };
}

describe("how much repeats are worth", () => {
  test("one trial a case: the cases", () => {
    expect(effectiveSize(sampleOf([1, 1, 0, 1], 1), "low")).toBe(4);
  });
  test("at n of n the cases, whatever the repeats", () => {
    expect(rateOfCases(sampleOf(Array<number>(20).fill(5), 5)).low).toBeCloseTo(0.05 ** (1 / 20), 6);
  });
  test("trials that agree within cases are worth the cases, independent ones nearly all", () => {
    const agreeing = Array.from({ length: 100 }, (_, i) => (i % 2) * 5);
    expect(effectiveSize(sampleOf(agreeing, 5), "low")).toBeCloseTo(100, -1);
    const random = seededRandom("independent");
    const independent = Array.from({ length: 400 }, () => [1, 2, 3, 4, 5].filter(() => random() < 0.7).length);
    expect(effectiveSize(sampleOf(independent, 5), "low")).toBeGreaterThan(1_500);
  });
  test("between the cases and the trials, always; the interval holds the rate and stays in [0, 1]", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(4), { minLength: 1, maxLength: 60 }), (passes) => {
        const sample = sampleOf(passes, 4);
        for (const side of ["low", "high"] as const) {
          expect(effectiveSize(sample, side)).toBeGreaterThanOrEqual(sample.count);
          expect(effectiveSize(sample, side)).toBeLessThanOrEqual(sample.trials);
        }
        const { low, high, value } = rateOfCases(sample);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual((value ?? 0) + 1e-9);
        expect(high).toBeGreaterThanOrEqual((value ?? 0) - 1e-9);
      }),
    );
  });
  test("failures never raise the lower bound above that of a clean sheet, nor noticeably at all", () => {
    for (const trials of [2, 3, 5, 10]) {
      for (const cases of [5, 20, 50, 200]) {
        const passes = Array<number>(cases).fill(trials);
        const clean = provenLow(sampleOf(passes, trials), 0.95);
        let last = clean;
        for (let failures = 1; failures <= cases; failures++) {
          passes[failures - 1] = trials - 1;
          const low = provenLow(sampleOf(passes, trials), 0.95);
          expect(low, `${failures} of ${cases} × ${trials}`).toBeLessThanOrEqual(clean + 1e-9);
          if (failures <= cases / 2) expect(low).toBeLessThanOrEqual(last + 0.005);
          last = low;
        }
      }
    }
  });
});

/** Cases whose chance of passing is 90 % each; 50 % for a fifth of them and 100 % for the rest; 0 for a tenth and 100 %. */
function drawCases(
  random: () => number,
  cases: number,
  trials: number,
  spread: "fixed" | "mixed" | "split",
): CaseSample {
  const passes = Array.from({ length: cases }, () => {
    const u = random();
    const mixed = u < 0.2 ? 0.5 : 1;
    const chance = { fixed: 0.9, mixed, split: u < 0.1 ? 0 : 1 }[spread];
    let passed = 0;
    for (let trial = 0; trial < trials; trial++) if (random() < chance) passed++;
    return passed;
  });
  return sampleOf(passes, trials);
}

describe.each(["fixed", "mixed", "split"] as const)("simulated, cases %s, true rate 90 %%", (spread) => {
  test.each([
    { cases: 20, trials: 1 },
    { cases: 50, trials: 3 },
    { cases: 100, trials: 5 },
  ])("$cases × $trials: the interval covers its level, a gate's false red stays at alpha", ({ cases, trials }) => {
    const random = seededRandom(`coverage ${spread} ${cases} ${trials}`);
    const RUNS = 600;
    let [covered, falseRed, falseGreen] = [0, 0, 0];
    for (let run = 0; run < RUNS; run++) {
      const sample = drawCases(random, cases, trials, spread);
      const { low, high } = rateOfCases(sample);
      if ((low ?? 1) <= 0.9 && 0.9 <= (high ?? 0)) covered++;
      if (pBelow(sample, 0.9) <= 0.05) falseRed++;
      if (provenLow(sample, 0.95) > 0.9) falseGreen++;
    }
    // 600 runs: a share of .95 has a standard error of .0089; Wilson's own coverage at 90 % of 100 is .936
    expect(covered / RUNS).toBeGreaterThan(0.92);
    expect(covered / RUNS).toBeLessThan(0.995);
    expect(falseRed / RUNS).toBeLessThanOrEqual(0.065);
    expect(falseGreen / RUNS).toBeLessThanOrEqual(0.065);
  });
});

describe("D10: cases of one cluster are not independent", () => {
  /** Ten items in so many variants each, all of a cluster alike. */
  const items = (passes: readonly number[], variants: number): CaseSample => {
    const tally = new RateTally();
    for (const [item, passed] of passes.entries()) {
      for (let variant = 0; variant < variants; variant++) {
        const rates = { observed: passed, worst: passed, best: passed, passed, decided: 1, planned: 1 };
        tally.add({ ...rates, means: { costUsd: null, latencyMs: null, outputTokens: null } }, `item ${item}`);
      }
    }
    return tally.observed;
  };
  test("ten clean items in five languages prove what ten clean cases do: 74 %", () => {
    const sample = items(Array<number>(10).fill(1), 5);
    expect(provenLow(sample, 0.95)).toBeCloseTo(0.05 ** (1 / 10), 9);
    expect(rateOfCases(sample)).toMatchObject({ value: 1, n: 50, method: "exact-one-sided" });
    expect(rateOfCases(sample).low).toBeCloseTo(0.05 ** (1 / 10), 9);
  });
  test("items that fail wholly or not at all are worth one case each", () => {
    expect(effectiveSize(items([0, 1, 1, 1, 1, 1, 1, 1, 1, 1], 5), "high")).toBeCloseTo(10, 0);
  });
  test("cases of clusters of one are cases", () => {
    const alone = items([0, 1, 1, 1, 1, 1, 1, 1], 1);
    const plain = { ...momentsOf([0, 1, 1, 1, 1, 1, 1, 1]), trials: 8 };
    expect(provenLow(alone, 0.95)).toBeCloseTo(provenLow(plain, 0.95), 12);
  });
});
