import { describe, expect, test } from "vitest";
import { seededRandom } from "../../../src/base/seeded-random.ts";
import { mcnemarWorse } from "../../../src/stats/paired/mcnemar.ts";
import { boundedMeanHigh, boundedMeanLow, pMeanBelow } from "../../../src/stats/rate/bounded-mean.ts";
import type { MeanUnit } from "../../../src/stats/rate/mean-unit.ts";
import { clopperPearsonHigh, clopperPearsonLow } from "../../../src/stats/rate/clopper-pearson.ts";

const SCORES = { least: 0, most: 1 };
const DIFFERENCES = { least: -1, most: 1 };

function alone(values: readonly (readonly [value: number, times: number])[]): MeanUnit[] {
  return values.flatMap(([sum, times]) => (times === 0 ? [] : [{ sum, cases: 1, times }]));
}

describe("the bound of a mean in a range", () => {
  test.each([
    [0, 5],
    [1, 2],
    [5, 5],
    [18, 20],
    [59, 59],
    [190, 200],
    [99_990, 100_000],
  ])("is Clopper and Pearson's of %i passes in %i", (passes, n) => {
    const units = alone([
      [1, passes],
      [0, n - passes],
    ]);
    expect(boundedMeanLow(units, SCORES, 0.05)).toBeCloseTo(clopperPearsonLow(passes / n, n, 0.05), 8);
    expect(boundedMeanHigh(units, SCORES, 0.025)).toBeCloseTo(clopperPearsonHigh(passes / n, n, 0.025), 8);
  });

  test.each([
    [5, 0, 20],
    [6, 2, 50],
    [30, 15, 200],
    [3, 3, 10],
  ])("its p is McNemar's of %i lost and %i won in %i", (lost, won, n) => {
    const units = alone([
      [-1, lost],
      [1, won],
      [0, n - lost - won],
    ]);
    const exact = mcnemarWorse({ n, onlyBaseline: lost, onlyCandidate: won });
    expect(pMeanBelow(units, DIFFERENCES, 0)).toBeCloseTo(exact, 10);
  });

  test.each([
    [0.05, 20],
    [0.5, 20],
    [0.1, 200],
  ])("n drops of %f alike leave (1 + d)^−n to luck", (drop, n) => {
    // P(E₀ > d·(E₁ + … + Eₙ)) in closed form.
    expect(pMeanBelow(alone([[-drop, n]]), DIFFERENCES, 0)).toBeCloseTo((1 + drop) ** -n, 6);
  });

  test("is that of the clusters where their cases are alike", () => {
    const clusters = Array.from({ length: 12 }, () => ({ sum: 5, cases: 5, times: 1 }));
    expect(boundedMeanLow(clusters, SCORES, 0.05)).toBeCloseTo(0.05 ** (1 / 12), 8);
  });

  test("of a hundred thousand scores that all differ takes no time to speak of", () => {
    const random = seededRandom("many");
    const units = alone(Array.from({ length: 100_000 }, () => [random(), 1] as const));
    expect(boundedMeanLow(units, SCORES, 0.05)).toBeCloseTo(0.5 - (1.645 * 0.2887) / Math.sqrt(100_000), 2);
  });

  test.each([
    ["all but a few at the top", (random: () => number) => (random() < 0.04 ? 0 : 1)],
    [
      "a little noise, and now and then nothing at all",
      (random: () => number) => (random() < 0.04 ? 0 : 0.7 + random() / 10),
    ],
    ["anywhere", (random: () => number) => random()],
    ["halves", (random: () => number) => Math.round(random() * 2) / 2],
  ])("%s: errs at most 1 time in 20", (_, draw) => {
    const random = seededRandom("honest");
    const draws = Array.from({ length: 20_000 }, () => draw(random));
    const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length;
    const runs = 300;
    let [tooHigh, tooLow] = [0, 0];
    for (let run = 0; run < runs; run++) {
      const units = alone(Array.from({ length: 25 }, () => [draw(random), 1] as const));
      // A bound is beyond the truth where the p of the truth is under the tail.
      const turned = units.map((unit) => ({ ...unit, sum: unit.cases - unit.sum }));
      if (pMeanBelow(turned, SCORES, 1 - mean) < 0.05) tooHigh++;
      if (pMeanBelow(units, SCORES, mean) < 0.05) tooLow++;
    }
    const most = runs * (0.05 + 3 * Math.sqrt((0.05 * 0.95) / runs));
    expect(tooHigh).toBeLessThanOrEqual(most);
    expect(tooLow).toBeLessThanOrEqual(most);
  });
});
