import { describe, expect, test } from "vitest";
import { seededRandom } from "../../../src/base/seeded-random.ts";
import type { PassRateGate } from "../../../src/domain/suite.ts";
import { CaseChances } from "../../../src/stats/calibration/case-chances.ts";
import { calibrateGate, type Calibration, type CasePool } from "../../../src/stats/calibration/calibrate-gate.ts";
import { ARMS, type CaseWords, gateOf, sameCases, suiteFacts, trialRecords } from "../../helpers/suite-outcomes.ts";

const [FIRST = ""] = ARMS;

function calibrate(cases: CaseWords, gate: Partial<PassRateGate> | null, reruns = 200): Promise<Calibration> {
  const pools: CasePool[] = Object.entries(cases).map(([caseId, words]) => ({
    caseId,
    arm: FIRST,
    trials: trialRecords({ [caseId]: words }),
  }));
  const facts = suiteFacts(1, { gate: gate === null ? { kind: "default" } : gateOf(gate) });
  return calibrateGate(facts, pools, { reruns, suspects: 3 });
}

describe("how often a gate goes red with nothing changed", () => {
  test("one flaky case under the default gate: as often as it fails at least once", async () => {
    const { red, suspects } = await calibrate({ ...sameCases(5, ["PPP"]), flaky: ["PPF"] }, null);
    const truth = 1 - (2 / 3) ** 3;
    expect(red.low).toBeLessThan(truth);
    expect(red.high).toBeGreaterThan(truth);
    expect(suspects[0]).toMatchObject({ caseId: "flaky", inOthers: 0 });
  });
  test("finding 1: cases that are named failed when they were asked, those that failed most first", async () => {
    const cases = { ...sameCases(17, ["PPP"]), a: ["PFP"], b: ["FPF"], c: ["PPF"] };
    const { red, suspects } = await calibrate(cases, { passRate: 0.9 });
    expect(red.share).toBeGreaterThan(0);
    expect(suspects.map(({ caseId, failed, trials }) => [caseId, failed, trials])).toEqual([
      ["b", 2, 3],
      [expect.stringMatching(/^[ac]$/), 1, 3],
      [expect.stringMatching(/^[ac]$/), 1, 3],
    ]);
  });
  test.each([
    ["nothing failed", sameCases(20, ["PPP"]), []],
    ["red every time", { ...sameCases(2, ["PPP"]), x: ["FFF"] }, ["x"]],
  ])("finding 1: %s", async (_, cases, named) => {
    const { suspects } = await calibrate(cases, null);
    expect(suspects.map(({ caseId }) => caseId)).toEqual(named);
  });
  test("D6: that nothing failed yet is no proof that nothing will: 20 × 3 at 99.5 % is red 26 % of the time", async () => {
    const { red } = await calibrate(sameCases(20, ["PPP"]), null, 400);
    expect(red.share).toBeGreaterThan(0.08);
    expect(red.low).toBeLessThan(0.26);
    expect(red.high).toBeGreaterThan(0.26);
  });
  test("a baseline is drawn from the same trials: a false red at most as often as alpha says", async () => {
    const cases = { ...sameCases(30, ["PPP"]), ...sameCases(20, ["PPF"], "f") };
    const rule = {
      baseline: "main.json",
      arm: null,
      on: "pass_rate" as const,
      margin: 0.05,
      alpha: 0.05,
      minPaired: 0.9,
      arms: {},
    };
    const { red, verdicts } = await calibrate(cases, { notWorseThan: rule });
    expect(red.low).toBeLessThanOrEqual(0.05);
    expect(verdicts.pass + verdicts.inconclusive).toBeGreaterThan(170);
    expect(verdicts.incomplete).toBe(0);
  });
  test("scores of a baseline are drawn too", async () => {
    const cases = { ...sameCases(50, ["PPP"]), ...sameCases(20, ["PPF"], "f") };
    const rule = {
      baseline: "main.json",
      arm: null,
      on: "score" as const,
      margin: 0.05,
      alpha: 0.05,
      minPaired: 0.9,
      arms: {},
    };
    const { red, verdicts } = await calibrate(cases, { notWorseThan: rule }, 40);
    expect(verdicts.incomplete).toBe(0);
    expect(red.share).toBeLessThan(0.1);
  });
  test("red every time is told as such, and the same seed gives the same answer", async () => {
    const once = await calibrate(sameCases(10, ["PFF"]), { passRate: 0.99 }, 60);
    expect(once.verdicts.fail).toBe(60);
    expect(await calibrate(sameCases(10, ["PFF"]), { passRate: 0.99 }, 60)).toEqual(once);
  });
});

describe("D6: the interval over possible truths holds the true share of red", () => {
  // hard-cells.md: the bootstrap's interval held it in 0 % (20 × 3), 7 % (50 × 5) and 3 % (20 × 5) of suites
  test.each([
    { cases: 20, trials: 3, chances: (): number => 0.995 },
    { cases: 50, trials: 5, chances: (): number => 0.995 },
    { cases: 20, trials: 5, chances: (random: () => number): number => (random() < 0.8 ? 1 : 0.95) },
  ])("$cases × $trials, default gate: in at least 9 of 10 suites", ({ cases, trials, chances }) => {
    const random = seededRandom(`calibration ${cases} ${trials}`);
    const suites = 40;
    let held = 0;
    for (let suite = 0; suite < suites; suite++) {
      const truth = Array.from({ length: cases }, () => chances(random));
      const outcomes = truth.map((chance) => {
        const passed = Array.from({ length: trials }, () => random() < chance).filter(Boolean).length;
        return { passed, failed: trials - passed };
      });
      const possible = new CaseChances(outcomes);
      const redOf = (all: readonly number[]): number => 1 - all.reduce((product, p) => product * p ** trials, 1);
      const reds = Array.from({ length: 200 }, () => redOf(possible.draw(random))).toSorted((a, b) => a - b);
      const red = redOf(truth);
      if ((reds[4] ?? 1) <= red && red <= (reds[194] ?? 0)) held++;
    }
    expect(held / suites).toBeGreaterThanOrEqual(0.9);
  });
});
