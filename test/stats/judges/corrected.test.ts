import { describe, expect, test } from "vitest";
import {
  correctDifference,
  differenceSeen,
  harsherToUnprove,
  lenientToUnprove,
  type PairedJudgements,
} from "../../../src/stats/judges/corrected-difference.ts";
import { correctByErrorRates, correctByStrata } from "../../../src/stats/judges/corrected-rate.ts";
import { drawnInterval } from "../../../src/stats/judges/draws.ts";
import { type LabelGroup, stratumCounts } from "../../../src/stats/judges/label-counts.ts";
import { rateOfCases } from "../../../src/stats/rate/case-sample.ts";
import {
  cellOf,
  judgedSample,
  labelGroup,
  randomOf,
  simulateAnswers,
  type SimulatedAnswer,
  type SimulatedJudge,
} from "./simulated-judge.ts";

const DRAWS = 200;

/** Right and wrong, passed and failed, each label of a case of its own. */
function group(
  pass: readonly [of: number, right: number, wrong: number],
  fail: readonly [of: number, right: number, wrong: number],
): LabelGroup {
  const stratum = ([of, right, wrong]: readonly [number, number, number], isPassed: boolean) =>
    stratumCounts(of, [
      ...Array.from({ length: right }, () => cellOf({ isRight: true, isPassed })),
      ...Array.from({ length: wrong }, () => cellOf({ isRight: false, isPassed })),
    ]);
  return { strata: { pass: stratum(pass, true), fail: stratum(fail, false) }, isSameJudge: true };
}

function rate(passed: number, n: number) {
  return judgedSample(Array.from({ length: n }, (_, i) => ({ isRight: true, isPassed: i < passed })));
}

describe("a judge's pass rate, put right for its errors", () => {
  test("by strata: p·v + (1 − p)·f", () => {
    const corrected = correctByStrata(rate(180, 200), group([180, 45, 5], [20, 4, 16]), { seed: 0 });
    expect(corrected?.value).toBeCloseTo(0.9 * 0.9 + 0.1 * 0.2, 10);
    expect(corrected?.method).toBe("judge-strata");
  });
  test("by error rates: (p + q0 − 1)/(q0 + q1 − 1)", () => {
    // Of 1,000 answers 800 right and 200 wrong, 95 % and 80 % of them judged right.
    const kept = group([800, 190, 10], [200, 40, 160]);
    const corrected = correctByErrorRates(rate(160, 200), [kept], { seed: 0 });
    const [q1, q0] = [760 / 800, 160 / 200];
    expect(corrected?.value).toBeCloseTo((0.8 + q0 - 1) / (q0 + q1 - 1), 10);
  });
  test("without a label it is unknown; a stratum that has answers and no label leaves it unknown", () => {
    expect(correctByErrorRates(rate(9, 10), [], { seed: 0 })).toBeNull();
    expect(correctByStrata(rate(9, 10), group([9, 5, 0], [1, 0, 0]), { seed: 0 })).toBeNull();
    expect(correctByStrata(rate(10, 10), group([10, 5, 0], [0, 0, 0]), { seed: 0 })?.value).toBe(1);
  });
  test("a judge that tells nothing leaves everything possible", () => {
    const useless = group([500, 25, 25], [500, 25, 25]);
    const { low, high } = drawnInterval(
      correctByErrorRates(rate(100, 200), [useless], { seed: 0 })?.draws ?? new Float64Array(),
      0.95,
    );
    expect(high - low).toBeGreaterThan(0.8);
  });
  test.each<[SimulatedJudge, number, number]>([
    [{ sensitivity: 0.8, specificity: 0.5 }, 0.5, 0.1],
    [{ sensitivity: 0.85, specificity: 0.85 }, 0.9, 0.3],
  ])("corrected intervals hold the true rate where the judge's own do not: %j at %d", (judge, theta, aloneAtMost) => {
    const random = randomOf(`cover ${theta}`);
    const covered = { alone: 0, strata: 0, kept: 0 };
    const runs = 40;
    for (let run = 0; run < runs; run++) {
      const answers = simulateAnswers(300, theta, judge, random);
      const sample = judgedSample(answers);
      const earlier = labelGroup(simulateAnswers(300, 0.8, judge, random), 100, random);
      const plan = { seed: run, draws: DRAWS };
      const looks = {
        alone: rateOfCases(sample),
        strata: interval(correctByStrata(sample, labelGroup(answers, 100, random), plan)?.draws),
        kept: interval(correctByErrorRates(sample, [earlier], plan)?.draws),
      };
      for (const name of ["alone", "strata", "kept"] as const) {
        const { low, high } = looks[name];
        if (low !== null && high !== null && low <= theta && theta <= high) covered[name]++;
      }
    }
    expect(covered.strata / runs).toBeGreaterThan(0.9);
    expect(covered.kept / runs).toBeGreaterThan(0.9);
    expect(covered.alone / runs).toBeLessThan(aloneAtMost);
  });
});

function interval(draws: Float64Array | undefined): { low: number | null; high: number | null } {
  return draws === undefined ? { low: null, high: null } : drawnInterval(draws, 0.95);
}

function tallyOf(
  baseline: readonly SimulatedAnswer[],
  candidate: readonly SimulatedAnswer[],
): readonly PairedJudgements[] {
  const side = ({ isPassed }: SimulatedAnswer) => ({ sure: 0, passed: Number(isPassed), eligible: 1, trials: 1 });
  return baseline.flatMap((before, i) => {
    const after = candidate[i];
    return after === undefined ? [] : [{ baseline: side(before), candidate: side(after), times: 1 }];
  });
}

describe("the difference of two arms, put right", () => {
  const judge = { sensitivity: 0.95, specificity: 0.8 };
  test("a judge that shows less of a difference than there is: it is divided by sensitivity + specificity − 1", () => {
    const random = randomOf("difference");
    const [a, b] = [0.9, 0.6].map((theta) => simulateAnswers(2_000, theta, judge, random));
    const groups = [a, b].map((answers) => labelGroup(answers ?? [], 400, random));
    const { corrected, judged } = correctDifference(
      tallyOf(a ?? [], b ?? []),
      { kind: "equal", groups },
      { seed: 0, draws: DRAWS },
    );
    expect(interval(corrected).low).toBeLessThan(-0.3);
    expect(interval(corrected).high).toBeGreaterThan(-0.3);
    expect(interval(judged).low ?? -1).toBeGreaterThan(-0.3);
  });
  test("a judge that is harsher on one arm shows a drop that is none; labels of both arms show that", () => {
    const random = randomOf("harsher");
    const harsh = { sensitivity: 0.85, specificity: 0.8 };
    let [fooled, right] = [0, 0];
    const runs = 25;
    for (let run = 0; run < runs; run++) {
      const a = simulateAnswers(300, 0.9, judge, random);
      const b = simulateAnswers(300, 0.9, harsh, random);
      const [baseline, candidate] = [labelGroup(a, 150, random), labelGroup(b, 150, random)];
      const plan = { seed: run, draws: DRAWS };
      const equal = correctDifference(tallyOf(a, b), { kind: "equal", groups: [baseline, candidate] }, plan);
      const own = correctDifference(tallyOf(a, b), { kind: "by-strata", baseline, candidate }, plan);
      if ((interval(equal.corrected).high ?? 0) < 0) fooled++;
      if ((interval(own.corrected).high ?? 0) >= 0) right++;
    }
    expect(fooled / runs).toBeGreaterThan(0.5);
    expect(right / runs).toBeGreaterThan(0.9);
  });
  test("what was judged is said as it was counted, however few the cases are", () => {
    expect(differenceSeen(tallyOf(tallyInput(9, 10), tallyInput(5, 10)))).toBeCloseTo(-0.4, 12);
    const half = { sure: 1, passed: 0, eligible: 1, trials: 2 };
    const whole = { sure: 1, passed: 1, eligible: 1, trials: 2 };
    expect(differenceSeen([{ baseline: whole, candidate: half, times: 3 }])).toBeCloseTo(-0.5, 12);
  });
  test("how unequal the judge would have to be to flip the verdict", () => {
    const [baseline, candidate] = [tallyInput(190, 200), tallyInput(150, 200)];
    const dropped = correctDifference(tallyOf(baseline, candidate), { kind: "equal", groups: [kept()] }, { seed: 0 });
    const harsher = harsherToUnprove(dropped, 0.05);
    expect(harsher).toBeGreaterThan(0.1);
    expect(harsher).toBeLessThan(0.2);
    const same = correctDifference(tallyOf(baseline, baseline), { kind: "equal", groups: [kept()] }, { seed: 0 });
    expect(harsherToUnprove(same, 0.05)).toBeLessThanOrEqual(0.01);
    expect(lenientToUnprove(same, 0.1, 0.05)).toBeGreaterThan(0.03);
    expect(lenientToUnprove(dropped, 0.05, 0.05)).toBe(0);
  });
});

function tallyInput(passed: number, n: number): SimulatedAnswer[] {
  return Array.from({ length: n }, (_, i) => ({ isRight: true, isPassed: i < passed }));
}

function kept(): LabelGroup {
  return group([800, 190, 10], [200, 20, 80]);
}
