import { expect, test } from "vitest";
import { ruleNotWorse } from "../../../src/stats/gate/not-worse-rule.ts";
import { DifferenceTally } from "../../../src/stats/paired/differences.ts";

test.each([
  [{ cases: 10, passed: 8 }, "10 cases of the baseline are left out, of which 8 had passed"],
  [{ cases: 1, passed: 1 }, "1 case of the baseline is left out, of which 1 had passed"],
  [{ cases: 0, passed: 0 }, null],
])("F3: a rule that passes over cases of its baseline says how they stood: %j", (leftOut, words) => {
  const pairs = new DifferenceTally();
  for (let i = 0; i < 90; i++) pairs.addOutcomes({ passed: 1, trials: 1 }, { passed: 1, trials: 1 }, null);
  const ruling = ruleNotWorse({
    candidate: "main",
    baseline: "main",
    on: "pass_rate",
    margin: 0.05,
    alpha: 0.05,
    minPaired: 0.9,
    pairs: { observed: pairs, worst: pairs, best: pairs },
    candidateCases: 100,
    baselineCases: 100,
    whyUnpaired: null,
    leftOut,
    costPerCaseUsd: null,
    isBaselineStored: true,
    isSketch: false,
  });
  if (ruling.kind !== "tested") throw new Error("it is tested");
  const record = ruling.settle({ isProvenFail: false, tests: 1, p: 1 });
  expect(record.verdict).toBe("pass");
  if (words === null) expect(record.reason).not.toContain("left out");
  else expect(record.reason).toContain(words);
});
