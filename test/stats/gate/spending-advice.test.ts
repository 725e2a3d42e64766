import { describe, expect, test } from "vitest";
import { allPassLuck, allPassPrice } from "../../../src/stats/gate/all-pass-price.ts";
import { type CaseOnBaseline, neymanAllocation, spendingAdvice } from "../../../src/stats/gate/spending-advice.ts";

const cases = (n: number, passed: number, failed: number, prefix = "c"): CaseOnBaseline[] =>
  Array.from({ length: n }, (_, i) => ({ id: `${prefix}${i}`, cluster: null, passed, failed }));

const suite = [...cases(30, 20, 0), ...cases(4, 10, 10, "flaky")];

describe("trials where they tell most", () => {
  test("go to the flaky cases, in the share of √(p(1 − p)); the others keep one", () => {
    const { trials, total } = neymanAllocation(suite, 3);
    const of = (id: string): number => trials.find((one) => one.id === id)?.trials ?? 0;
    expect(of("c0")).toBe(1);
    expect(of("flaky0")).toBeGreaterThanOrEqual(3);
    expect(total).toBeLessThan(60);
  });
  test("cases that are all alike get what they would have", () => {
    expect(neymanAllocation(cases(20, 9, 1), 3).total).toBe(60);
  });
  test("is said with the money, and how to write it", () => {
    expect(spendingAdvice({ history: suite, trials: 3, costPerCaseUsd: 0.01, rule: null })).toEqual([
      expect.stringMatching(
        /^Trials where they tell most: 102 on each arm as planned, or as sharp with \d\d \(≈ \$0\.\d+ less a run\): \d of flaky0, flaky1, flaky2, flaky3; 1 of 30 cases\. A case may set its own `trials:`\.$/,
      ),
    ]);
  });
  test.each([
    ["one trial a case", suite, 1],
    ["no history to speak of", cases(30, 1, 0), 3],
    ["no history", [], 3],
  ])("%s: nothing", (_, history, trials) => {
    expect(spendingAdvice({ history, trials, costPerCaseUsd: null, rule: null })).toEqual([]);
  });
});

describe("cases or trials for a gate", () => {
  const rule = { margin: 0.05, alpha: 0.05 };
  test("a gate that flaky cases would leave open, with what would settle it and the money", () => {
    const [first] = spendingAdvice({
      history: [...cases(70, 20, 0), ...cases(10, 10, 10, "f")],
      trials: 1,
      costPerCaseUsd: 0.001,
      rule,
    });
    expect(first).toMatch(
      /green 4 times in 5 takes about \d+ cases \(≈ \$0\.\d+ more a run\) or \d+ trials a case \(≈ \$0\.\d+ more a run\)\.$/,
    );
  });
  test("cases in clusters count as one of each, and the advice says how many clusters", () => {
    const inFives = cases(300, 20, 0).map((one, i) => ({ ...one, cluster: `item ${Math.floor(i / 5)}` }));
    expect(spendingAdvice({ history: inFives, trials: 1, costPerCaseUsd: 0.001, rule })).toEqual([]);
    const inTens = inFives.map((one, i) => ({ ...one, cluster: `item ${Math.floor(i / 10)}` }));
    expect(spendingAdvice({ history: inTens, trials: 1, costPerCaseUsd: 0.001, rule })[0]).toMatch(
      /takes about [56]\d0 cases in [56]\d clusters \(≈ \$0\.\d+ more a run\)\.$/,
    );
  });
  test("cases enough, and none flaky: nothing", () => {
    expect(spendingAdvice({ history: cases(300, 20, 0), trials: 1, costPerCaseUsd: 0.001, rule })).toEqual([]);
  });
});

describe("the default gate's price", () => {
  test("is told of many trials before they run, and beside a red gate of which nearly all passed", () => {
    expect(allPassPrice(29)).toBeNull();
    expect(allPassPrice(200)).toContain("red 86.6% of the time with nothing wrong");
    expect(allPassLuck(199, 200)).toBe("at 99.5% a trial this gate is red 63.3% of the time");
    expect(allPassLuck(100, 200)).toBeNull();
  });
});
