import { describe, expect, test } from "vitest";
import { seededRandom } from "../../../src/base/seeded-random.ts";
import {
  notWorseGains,
  passRateGains,
  SequentialTest,
  type SequentialVerdict,
} from "../../../src/stats/sequential/betting.ts";

const risk = { alpha: 0.05, tests: 1 };

interface Simulated {
  readonly pass: number;
  readonly fail: number;
  readonly meanCases: number;
}

/** The shares of runs that pass and fail when looked at after every case. */
function simulate(runs: number, cases: number, start: () => { test: SequentialTest; draw: () => number }): Simulated {
  let [pass, fail, used] = [0, 0, 0];
  for (let run = 0; run < runs; run++) {
    const { test, draw } = start();
    let verdict: SequentialVerdict = "continue";
    let seen = 0;
    for (; seen < cases && verdict === "continue"; seen++) {
      const value = draw();
      verdict = test.update(value, value);
    }
    used += seen;
    if (verdict === "pass") pass++;
    if (verdict === "fail") fail++;
  }
  return { pass: pass / runs, fail: fail / runs, meanCases: used / runs };
}

describe("the error holds under peeking at every case", () => {
  const random = seededRandom("peeking");
  const RUNS = 1_500;
  test("a pass rate exactly at its limit is neither proven nor refuted more often than 5 %", () => {
    const result = simulate(RUNS, 200, () => ({
      test: new SequentialTest(passRateGains(0.9), risk),
      draw: () => (random() < 0.9 ? 1 : 0),
    }));
    expect(result.fail).toBeLessThanOrEqual(0.05);
    expect(result.pass).toBeLessThanOrEqual(0.05);
  });
  test("no change: false red at most 5 %; a drop of the margin: false green at most 5 %", () => {
    const paired = (drop: number) => () => ({
      test: new SequentialTest(notWorseGains(0.1), risk),
      draw: () => (random() < 0.9 - drop ? 1 : 0) - (random() < 0.9 ? 1 : 0),
    });
    expect(simulate(RUNS, 200, paired(0)).fail).toBeLessThanOrEqual(0.05);
    expect(simulate(RUNS, 200, paired(0.1)).pass).toBeLessThanOrEqual(0.05);
  });
  test("it decides, and early: a drop of 20 points, and a healthy rate", () => {
    const drop = simulate(300, 200, () => ({
      test: new SequentialTest(notWorseGains(0.1), risk),
      draw: () => (random() < 0.7 ? 1 : 0) - (random() < 0.9 ? 1 : 0),
    }));
    expect(drop.fail).toBeGreaterThan(0.95);
    expect(drop.meanCases).toBeLessThan(80);
    const healthy = simulate(300, 200, () => ({
      test: new SequentialTest(passRateGains(0.8), risk),
      draw: () => (random() < 0.95 ? 1 : 0),
    }));
    expect(healthy.pass).toBeGreaterThan(0.95);
    expect(healthy.meanCases).toBeLessThan(80);
  });
  test("graded means as well", () => {
    const thirds = (): number => Math.round(3 * random()) / 3;
    const result = simulate(500, 100, () => ({
      test: new SequentialTest(notWorseGains(0.05), risk),
      draw: () => thirds() - thirds(),
    }));
    expect(result.fail).toBeLessThanOrEqual(0.05);
  });
});

describe("edges", () => {
  test.each([
    { name: "a limit of 1 fails at the first failure", gains: passRateGains(1), values: [1, 1, 0], verdict: "fail" },
    {
      name: "a limit of 1 is never proven",
      gains: passRateGains(1),
      values: Array<number>(500).fill(1),
      verdict: "continue",
    },
    { name: "a limit of 0 is always reached", gains: passRateGains(0), values: [0], verdict: "pass" },
    { name: "a margin of 1 leaves only total loss", gains: notWorseGains(1), values: [-1, 0], verdict: "pass" },
    { name: "ties feed passing", gains: notWorseGains(0.1), values: Array<number>(60).fill(0), verdict: "pass" },
    {
      name: "a verdict stays",
      gains: passRateGains(0.5),
      values: [...Array<number>(50).fill(1), ...Array<number>(500).fill(0)],
      verdict: "pass",
    },
    {
      name: "a million passes do not overflow",
      gains: passRateGains(1e-9),
      values: Array<number>(5_000).fill(1),
      verdict: "pass",
    },
  ])("$name", ({ gains, values, verdict }) => {
    const gate = new SequentialTest(gains, risk);
    for (const value of values) gate.update(value, value);
    expect(gate.verdict).toBe(verdict);
  });
  test("missing answers never decide, and it is known when they would have", () => {
    const gate = new SequentialTest(passRateGains(0.8), risk);
    for (let i = 0; i < 100; i++) gate.update(0, 1);
    expect(gate.verdict).toBe("continue");
    expect(gate.dependsOnMissing).toBe(true);
  });
  test("many rules make failing harder, not passing", () => {
    const verdictOf = (tests: number, value: number, cases: number): SequentialVerdict => {
      const gate = new SequentialTest(passRateGains(0.8), { alpha: 0.05, tests });
      for (let i = 0; i < cases; i++) gate.update(value, value);
      return gate.verdict;
    };
    expect(verdictOf(1, 0, 3)).toBe("fail");
    expect(verdictOf(20, 0, 3)).toBe("continue");
    expect(verdictOf(1, 1, 40)).toBe(verdictOf(20, 1, 40));
  });
});
