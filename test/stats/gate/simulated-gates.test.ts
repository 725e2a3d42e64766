import { describe, expect, test } from "vitest";
import { seededRandom } from "../../../src/base/seeded-random.ts";
import type { GateVerdict } from "../../../src/domain/formats/records.ts";
import { ruleNotWorse } from "../../../src/stats/gate/not-worse-rule.ts";
import { settleRulings } from "../../../src/stats/gate/ruling.ts";
import { PairTally } from "../../../src/stats/paired/pair-tally.ts";

interface Setting {
  readonly cases: number;
  readonly trials: number;
  readonly drop: number;
}

/** Chances of cases: half are sure, half are flaky, 90 % on average. */
function pairOfArms(random: () => number, { cases, trials, drop }: Setting): PairTally {
  const pairs = new PairTally();
  for (let i = 0; i < cases; i++) {
    const chance = i % 2 === 0 ? 1 : 0.8;
    const draw = (p: number): number => {
      let passed = 0;
      for (let trial = 0; trial < trials; trial++) if (random() < p) passed++;
      return passed / trials;
    };
    const means = { costUsd: null, latencyMs: null, outputTokens: null };
    const rates = (rate: number) => ({
      observed: rate,
      worst: rate,
      best: rate,
      passed: Math.round(rate * trials),
      decided: trials,
      planned: trials,
      means,
    });
    pairs.add(`c${i}`, rates(draw(chance)), rates(draw(chance - drop)));
  }
  return pairs;
}

function verdictShares(setting: Setting, runs: number): Readonly<Record<GateVerdict, number>> {
  const random = seededRandom(JSON.stringify(setting));
  const shares = { pass: 0, fail: 0, inconclusive: 0, incomplete: 0 };
  for (let run = 0; run < runs; run++) {
    const ruling = ruleNotWorse({
      candidate: "b",
      baseline: "a",
      margin: 0.05,
      alpha: 0.05,
      minPaired: 0.9,
      pairs: pairOfArms(random, setting),
      candidateCases: setting.cases,
      baselineCases: setting.cases,
      costPerCaseUsd: null,
      isBaselineStored: false,
      isSketch: true,
      seed: 0,
    });
    const verdict = settleRulings([[ruling]])[0]?.[0]?.verdict ?? "incomplete";
    shares[verdict] += 1 / runs;
  }
  return shares;
}

// 400 runs: a share of .05 has a standard error of .011
describe("not_worse_than, margin 5 points, simulated", () => {
  test.each([
    { cases: 20, trials: 1 },
    { cases: 50, trials: 3 },
    { cases: 100, trials: 1 },
  ])("$cases × $trials, nothing changed: red at most 5 %", (size) => {
    const shares = verdictShares({ ...size, drop: 0 }, 400);
    expect(shares.fail).toBeLessThanOrEqual(0.075);
    expect(shares.incomplete).toBe(0);
  });
  test.each([
    { cases: 50, trials: 1 },
    { cases: 100, trials: 3 },
  ])("$cases × $trials, dropped by the margin itself: green at most 5 %", (size) => {
    expect(verdictShares({ ...size, drop: 0.05 }, 400).pass).toBeLessThanOrEqual(0.075);
  });
  test("a drop of 20 points is red nearly always, no change with repeats mostly green", () => {
    expect(verdictShares({ cases: 100, trials: 1, drop: 0.2 }, 200).fail).toBeGreaterThan(0.9);
    expect(verdictShares({ cases: 100, trials: 5, drop: 0 }, 200).pass).toBeGreaterThan(0.6);
  });
});
