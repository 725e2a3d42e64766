import { describe, expect, test } from "vitest";
import { seededRandom } from "../../../src/base/seeded-random.ts";
import type { TrialRecord } from "../../../src/domain/formats/records.ts";
import type { NotWorseThan } from "../../../src/domain/suite.ts";
import type { BaselineArm } from "../../../src/stats/evidence.ts";
import { trial } from "../../helpers/report-fixtures.ts";
import { ARMS, gateOf, summarize } from "../../helpers/suite-outcomes.ts";

/** Scores of a case by arm, and within it by trial; null: a trial without a score. */
type Scores = readonly (readonly (number | null)[])[];

function scored(cases: readonly Scores[], cluster: (i: number) => string | null = () => null): TrialRecord[] {
  return cases.flatMap((arms, i) =>
    arms.flatMap((scores, arm) =>
      scores.map((score, k) => ({
        ...trial(score === null ? { verdict: "undecided" } : {}),
        score,
        case: `c${String(i).padStart(4, "0")}`,
        arm: ARMS[arm] ?? "",
        trial: k + 1,
        ...(cluster(i) === null ? {} : { cluster: cluster(i) ?? "" }),
      })),
    ),
  );
}

const times = (n: number, scores: Scores): Scores[] => Array.from({ length: n }, () => scores);

describe("mean_score", () => {
  test.each([
    { name: "the plain mean counts without confidence", cases: times(3, [[0.8]]), confidence: null, verdict: "pass" },
    { name: "a plain mean below", cases: times(3, [[0.7]]), confidence: null, verdict: "fail" },
    { name: "three cases prove nothing", cases: times(3, [[0.95]]), confidence: 0.95, verdict: "inconclusive" },
    { name: "a hundred do", cases: times(100, [[0.9]]), confidence: 0.95, verdict: "pass" },
    { name: "a hundred that miss it", cases: times(100, [[0.7]]), confidence: 0.95, verdict: "fail" },
    { name: "at the limit itself", cases: times(100, [[0.8]]), confidence: 0.95, verdict: "inconclusive" },
    {
      name: "trials without a score may be 0",
      cases: [...times(100, [[0.9]]), ...times(8, [[null]])],
      confidence: 0.95,
      verdict: "incomplete",
    },
    { name: "no score at all", cases: times(5, [[null]]), confidence: 0.95, verdict: "incomplete" },
  ])("$name: $verdict", async ({ cases, confidence, verdict }) => {
    const head = await summarize(scored(cases), { gate: gateOf({ meanScore: 0.8, confidence }) });
    expect(head.gate.rules[0]).toMatchObject({ rule: "mean_score", verdict });
  });

  test("ten clusters of alike cases are ten", async () => {
    const gate = gateOf({ meanScore: 0.8, confidence: 0.95 });
    const cases = times(100, [[0.9]]);
    const head = await summarize(
      scored(cases, (i) => `item${i % 10}`),
      { gate },
    );
    expect(head.gate.rules[0]).toMatchObject({ verdict: "inconclusive" });
    expect(head.gate.rules[0]?.reason).toMatch(/about \d+ cases in \d+ clusters/);
  });

  test("repeats of an answer prove nothing more", async () => {
    const gate = gateOf({ meanScore: 0.8, confidence: 0.95 });
    const lows = await Promise.all(
      [1, 5].map(async (trials) => {
        const head = await summarize(scored(times(30, [Array.from({ length: trials }, () => 0.9)])), { gate });
        return head.gate.rules[0]?.low;
      }),
    );
    expect(lows[0]).toBeCloseTo(lows[1] ?? 0, 8);
  });

  test("says what the bounds are and what would settle it", async () => {
    const head = await summarize(scored(times(20, [[0.9]])), { gate: gateOf({ meanScore: 0.8, confidence: 0.95 }) });
    expect(head.gate.rules[0]?.reason).toMatch(
      /^mean score 0\.9; 20 cases cannot tell whether 0\.8 is reached; about \d+ would\. In figures: mean score 0\.9; the true mean is at least 0\.\d+ and at most 0\.\d+, each with 95\.0% confidence; 0\.8 at 95\.0% confidence is not settled; at this mean about \d+ cases .*would settle it 4 times in 5$/,
    );
  });
});

const onScore: NotWorseThan = {
  baseline: null,
  arm: "simple/v1",
  on: "score",
  margin: 0.05,
  alpha: 0.05,
  minPaired: 0.9,
  arms: {},
};

describe("not_worse_than on scores", () => {
  const noisy = (n: number, before: number, after: number): Scores[] => {
    const noise = seededRandom(`noise of ${n}`);
    const near = (mean: number): number => mean + (noise() - 0.5) / 10;
    return Array.from({ length: n }, () => [[near(before)], [near(after)]]);
  };
  test.each([
    { name: "100 cases, nothing changed", cases: noisy(100, 0.8, 0.8), verdict: "pass" },
    { name: "20 cases prove no margin of 0.05", cases: noisy(20, 0.8, 0.8), verdict: "inconclusive" },
    { name: "all a little lower", cases: noisy(100, 0.8, 0.7), verdict: "fail" },
    { name: "no trial changed its verdict, all scores fell", cases: times(30, [[0.9], [0.6]]), verdict: "fail" },
    {
      name: "four lost whole are luck",
      cases: [...times(40, [[1], [1]]), ...times(4, [[1], [0]])],
      verdict: "inconclusive",
    },
    { name: "without scores nothing is compared", cases: times(5, [[null], [null]]), verdict: "incomplete" },
    {
      name: "the candidate's trials without a score count as 0",
      cases: [...noisy(100, 0.8, 0.8), ...times(6, [[0.8], [0.8, null]])],
      verdict: "incomplete",
    },
  ])("$name: $verdict", async ({ cases, verdict }) => {
    const head = await summarize(scored(cases), { gate: gateOf({ notWorseThan: onScore }) });
    expect(head.gate.rules[0]).toMatchObject({ rule: "not_worse_than", verdict });
  });

  test("speaks of scores, not of points", async () => {
    const head = await summarize(scored(times(100, [[0.9], [0.6]])), { gate: gateOf({ notWorseThan: onScore }) });
    expect(head.gate.rules[0]?.reason).toBe(
      "mean score −0.3 against simple/v1 (at least −0.321, at most −0.262, each with 95.0% confidence): worse (p <0.001, one-sided), and a drop of 0.05 or more is not ruled out",
    );
  });

  const baseline = (scores: readonly number[], trials: number): BaselineArm => ({
    id: "simple/v1",
    caseIds: scores.map((_, i) => `c${String(i).padStart(4, "0")}`),
    passed: scores.map(() => trials),
    failed: scores.map(() => 0),
    scores,
    costPerTrialUsd: null,
    means: null,
  });
  const against = { ...onScore, arm: null, baseline: "b.json" };

  test("a baseline without scores is said", async () => {
    const { scores: _, ...without } = baseline([0.8, 0.8], 1);
    const head = await summarize(scored(times(2, [[0.8]])), {
      gate: gateOf({ notWorseThan: against }),
      baseline: { status: "loaded", arms: [without] },
    });
    expect(head.gate.rules[0]).toMatchObject({ verdict: "incomplete" });
    expect(head.gate.rules[0]?.reason).toContain("keeps no scores, accept a run anew");
  });

  test("D2: against a pooled baseline, nothing changed, whole scores lost now and then: red at most 1 time in 20", async () => {
    const random = seededRandom("pooled scores");
    const runs = 60;
    let red = 0;
    for (let run = 0; run < runs; run++) {
      const draw = (trials: number): number =>
        Array.from({ length: trials }, () => (random() < 0.95 ? 1 : 0)).reduce<number>((sum, one) => sum + one, 0) /
        trials;
      const head = await summarize(scored(Array.from({ length: 20 }, () => [[draw(1), draw(1), draw(1)]])), {
        gate: gateOf({ notWorseThan: against }),
        baseline: {
          status: "loaded",
          arms: [
            baseline(
              Array.from({ length: 20 }, () => draw(1)),
              1,
            ),
          ],
        },
        isSketch: true,
      });
      if (head.gate.verdict === "fail") red++;
    }
    expect(red).toBeLessThanOrEqual(runs * (0.05 + 3 * Math.sqrt((0.05 * 0.95) / runs)));
  });
});
