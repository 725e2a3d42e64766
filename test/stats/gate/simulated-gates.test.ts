import { describe, expect, test } from "vitest";
import { seededRandom } from "../../../src/base/seeded-random.ts";
import type { GateVerdict } from "../../../src/domain/formats/records.ts";
import { ruleNotWorse } from "../../../src/stats/gate/not-worse-rule.ts";
import { settleRulings } from "../../../src/stats/gate/ruling.ts";
import { levelAtLook } from "../../../src/stats/sequential/spending.ts";
import { lookSchedule } from "../../../src/stats/sequential/look-rule.ts";
import { DifferenceTally, type SideOutcome } from "../../../src/stats/paired/differences.ts";
import { differenceLow } from "../../../src/stats/paired/effective-pairs.ts";
import { PairTally } from "../../../src/stats/paired/pair-tally.ts";
import { pairedTest } from "../../../src/stats/paired/paired-evidence.ts";

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
      on: "pass_rate",
      margin: 0.05,
      alpha: 0.05,
      minPaired: 0.9,
      pairs: pairOfArms(random, setting),
      candidateCases: setting.cases,
      baselineCases: setting.cases,
      costPerCaseUsd: null,
      whyUnpaired: null,
      isBaselineStored: false,
      isSketch: true,
    });
    const verdict = settleRulings([[ruling]])[0]?.[0]?.verdict ?? "incomplete";
    shares[verdict] += 1 / runs;
  }
  return shares;
}

// 200 runs: a share of .05 has a standard error of .015
describe("not_worse_than, margin 5 points, simulated", () => {
  test.each([
    { cases: 20, trials: 1 },
    { cases: 50, trials: 3 },
    { cases: 100, trials: 1 },
  ])("$cases × $trials, nothing changed: red at most 5 %", (size) => {
    const shares = verdictShares({ ...size, drop: 0 }, 200);
    expect(shares.fail).toBeLessThanOrEqual(0.075);
    expect(shares.incomplete).toBe(0);
  });
  test.each([
    { cases: 50, trials: 1 },
    { cases: 100, trials: 3 },
  ])("$cases × $trials, dropped by the margin itself: green at most 5 %", (size) => {
    expect(verdictShares({ ...size, drop: 0.05 }, 200).pass).toBeLessThanOrEqual(0.075);
  });
  test("a drop of 20 points is red nearly always, no change with repeats mostly green", () => {
    expect(verdictShares({ cases: 100, trials: 1, drop: 0.2 }, 100).fail).toBeGreaterThan(0.9);
    expect(verdictShares({ cases: 100, trials: 5, drop: 0 }, 100).pass).toBeGreaterThan(0.6);
  });
});

/** The hard cells in small (bench/hard-cells.mjs has them all): chances before and after a drop, trials on each side. */
describe("hard cells: nothing is red or green by luck", () => {
  interface Cell {
    readonly cases: number;
    readonly trials: readonly [number, number];
    readonly chances: (random: () => number) => readonly [number, number];
  }
  const RUNS = 300;
  /** 5 % and three Monte Carlo errors. */
  const LIMIT = 0.05 + 3 * Math.sqrt((0.05 * 0.95) / RUNS);
  function tallies(cell: Cell, seed: string): DifferenceTally[] {
    const random = seededRandom(seed);
    const side = (chance: number, trials: number): SideOutcome => {
      let passed = 0;
      for (let trial = 0; trial < trials; trial++) if (random() < chance) passed++;
      return { passed, trials };
    };
    return Array.from({ length: RUNS }, () => {
      const tally = new DifferenceTally();
      for (let i = 0; i < cell.cases; i++) {
        const [before, after] = cell.chances(random);
        tally.addOutcomes(side(before, cell.trials[0]), side(after, cell.trials[1]), null);
      }
      return tally;
    });
  }
  const share = (all: readonly DifferenceTally[], holds: (tally: DifferenceTally) => boolean): number =>
    all.filter(holds).length / all.length;

  test.each([
    { cases: 20, trials: [1, 5] as const, was: "red 16.6 %, worse 9.7 %" },
    { cases: 20, trials: [20, 1] as const, was: "better 35 %" },
    { cases: 10, trials: [20, 1] as const, was: "better 43 %" },
    { cases: 50, trials: [3, 3] as const, was: "in order" },
  ])("D2: $cases × $trials, nothing changed (was: $was)", ({ cases, trials }) => {
    const all = tallies({ cases, trials, chances: () => [0.95, 0.95] }, `${cases} ${trials.join(" ")}`);
    expect(share(all, (tally) => pairedTest(tally).worse <= 0.05)).toBeLessThanOrEqual(LIMIT);
    expect(share(all, (tally) => pairedTest(tally).twoSided <= 0.05)).toBeLessThanOrEqual(LIMIT);
  });
  test.each([
    { name: "whole cases break", cases: 117, trials: [3, 3] as const, was: "15.8 %", after: 0.05 },
    { name: "whole cases break", cases: 200, trials: [5, 5] as const, was: "12.9 %", after: 0.05 },
    { name: "a known baseline", cases: 100, trials: [20, 1] as const, was: "10.9 %", after: null },
    { name: "one trial", cases: 52, trials: [1, 1] as const, was: "6.9 %", after: 0.05 },
  ])("D1: $name, $cases × $trials, at the margin (was green: $was)", ({ cases, trials, after }) => {
    const chances: Cell["chances"] = (random) => (after === null ? [0.98, 0.93] : [1, random() < after ? 0 : 1]);
    const all = tallies({ cases, trials, chances }, `margin ${cases} ${trials.join(" ")}`);
    expect(share(all, (tally) => (differenceLow(tally, 0.05) ?? -1) > -0.05)).toBeLessThanOrEqual(LIMIT);
  });

  /** The gate at five looks: the first verdict that is not open. */
  function lookedAt(cell: Cell, random: () => number): "green" | "red" | "open" {
    const tally = new DifferenceTally();
    const looks = lookSchedule(cell.cases, 5);
    const times: number[] = [];
    for (let i = 1; i <= cell.cases; i++) {
      const [before, after] = cell.chances(random).map((chance) => ({ passed: random() < chance ? 1 : 0, trials: 1 }));
      if (before === undefined || after === undefined) continue;
      tally.addOutcomes(before, after, null);
      if (!looks.includes(i)) continue;
      times.push(i / cell.cases);
      const level = levelAtLook(times, 0.05);
      if ((differenceLow(tally, level) ?? -1) > -0.1) return "green";
      if (pairedTest(tally).worse <= level) return "red";
    }
    return "open";
  }
  test.each([
    { name: "nothing changed: red", after: 0, wrong: "red" },
    { name: "whole cases break, at the margin of 10 points: green", after: 0.1, wrong: "green" },
  ])("five looks together err at most 1 time in 20: $name", ({ name, after, wrong }) => {
    const random = seededRandom(name);
    const chances: Cell["chances"] = (draw) => (after === 0 ? [0.9, 0.9] : [1, draw() < after ? 0 : 1]);
    const runs = 250;
    const verdicts = Array.from({ length: runs }, () => lookedAt({ cases: 100, trials: [1, 1], chances }, random));
    const share = verdicts.filter((verdict) => verdict === wrong).length / runs;
    expect(share).toBeLessThanOrEqual(0.05 + 3 * Math.sqrt((0.05 * 0.95) / runs));
  });
});
