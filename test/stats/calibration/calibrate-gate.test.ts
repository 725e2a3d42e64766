import { describe, expect, test } from "vitest";
import type { PassRateGate } from "../../../src/domain/suite.ts";
import { calibrateGate, type Calibration, type CasePool } from "../../../src/stats/calibration/calibrate-gate.ts";
import { ARMS, type CaseWords, gateOf, sameCases, suiteFacts, trialRecords } from "../../helpers/suite-outcomes.ts";

const [FIRST = ""] = ARMS;

function calibrate(cases: CaseWords, gate: Partial<PassRateGate> | null, reruns = 400): Promise<Calibration> {
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
    expect(suspects).toEqual([{ caseId: "flaky", inRed: 1, inOthers: 0 }]);
  });
  test("nothing flaky: never red, and the interval says how sure that is", async () => {
    const { red, verdicts, suspects } = await calibrate(sameCases(10, ["PPP"]), null);
    expect([verdicts.fail, verdicts.pass, suspects.length]).toEqual([0, 400, 0]);
    expect(red.high).toBeGreaterThan(0);
    expect(red.high).toBeLessThan(0.02);
  });
  test("a baseline is drawn from the same trials: a false red at most as often as alpha says", async () => {
    const cases = { ...sameCases(30, ["PPP"]), ...sameCases(20, ["PPF"], "f") };
    const rule = { baseline: "main.json", arm: null, margin: 0.05, alpha: 0.05, minPaired: 0.9, arms: {} };
    const { red, verdicts } = await calibrate(cases, { notWorseThan: rule });
    expect(red.low).toBeLessThanOrEqual(0.05);
    expect(verdicts.pass + verdicts.inconclusive).toBeGreaterThan(350);
    expect(verdicts.incomplete).toBe(0);
  });
  test("red every time is told as such, and the same seed gives the same answer", async () => {
    const once = await calibrate(sameCases(10, ["PFF"]), { passRate: 0.99 }, 50);
    expect(once.verdicts.fail).toBe(50);
    expect(await calibrate(sameCases(10, ["PFF"]), { passRate: 0.99 }, 50)).toEqual(once);
  });
});
