import { describe, expect, test } from "vitest";
import { seededRandom } from "../../../src/base/seeded-random.ts";
import { DifferenceTally, type SideOutcome } from "../../../src/stats/paired/differences.ts";
import { shownInterval } from "../../../src/stats/paired/shown-interval.ts";

function single(bothOrNeither: number, lost: number, won: number): DifferenceTally {
  const tally = new DifferenceTally();
  const add = (times: number, before: number, after: number): void => {
    for (let i = 0; i < times; i++)
      tally.addOutcomes({ passed: before, trials: 1 }, { passed: after, trials: 1 }, null);
  };
  add(bothOrNeither, 1, 1);
  add(lost, 1, 0);
  add(won, 0, 1);
  return tally;
}

describe("the interval of a difference that reports show", () => {
  // Published: Fagerland, Lydersen & Laake, Statistical Analysis of Contingency Tables (2017), ch. 8.
  test.each([
    { name: "cavo 2012", table: [139, 16, 6], low: -0.124, high: -0.0054 },
    { name: "bentur 2009", table: [13, 7, 1], low: -0.5172, high: -0.026 },
  ])("one trial a case is Tango's: $name", ({ table: [same = 0, lost = 0, won = 0], low, high }) => {
    const interval = shownInterval(single(same, lost, won), 0.95);
    expect(interval).toMatchObject({ method: "tango" });
    expect(interval?.low).toBeCloseTo(low, 3);
    expect(interval?.high).toBeCloseTo(high, 3);
  });

  test("cases that all tie leave open what a clean sheet leaves open", () => {
    expect(shownInterval(single(59, 0, 0), 0.9)).toMatchObject({
      low: expect.closeTo(0.05 ** (1 / 59) - 1, 9) as number,
      method: "tango-exact",
    });
  });

  test("is the same for answers that are repeated, and wider for cases of few clusters", () => {
    const of = (trials: number, cluster: (i: number) => string | null): number => {
      const tally = new DifferenceTally();
      const side = (rate: number): SideOutcome => ({ passed: rate * trials, trials });
      for (let i = 0; i < 40; i++) tally.addOutcomes(side(1), side(i % 8 === 0 ? 0.5 : 1), cluster(i));
      return shownInterval(tally, 0.95)?.low ?? 0;
    };
    expect(of(2, () => null)).toBeCloseTo(
      of(6, () => null),
      9,
    );
    expect(of(2, (i) => `c${Math.floor(i / 8)}`)).toBeLessThan(of(2, () => null));
  });

  test.each([
    { trials: [3, 3], cases: 20 },
    { trials: [1, 5], cases: 20 },
    { trials: [5, 5], cases: 50 },
  ])(
    "$trials trials, $cases cases: holds the truth 94 to 98 % of the time, over what may be true",
    ({ trials, cases }) => {
      const random = seededRandom(`coverage ${trials.join(" ")}`);
      const [before = 1, after = 1] = trials;
      const draw = (chance: number, count: number): SideOutcome => ({
        passed: Array.from({ length: count }, random).filter((at) => at < chance).length,
        trials: count,
      });
      const cells = [0.6, 0.8, 0.9].flatMap((rate) => [
        { drop: 0, rate, to: (): number => rate },
        { drop: 0.1, rate, to: (): number => rate - 0.1 },
        { drop: 0.1, rate, to: (): number => (random() < 0.1 / rate ? 0 : rate) },
      ]);
      const runs = 80;
      const inside = cells.flatMap(({ drop, rate, to }) =>
        Array.from({ length: runs }, () => {
          const tally = new DifferenceTally();
          for (let i = 0; i < cases; i++) tally.addOutcomes(draw(rate, before), draw(to(), after), null);
          const { low, high } = shownInterval(tally, 0.95) ?? { low: 1, high: -1 };
          return low <= -drop && -drop <= high;
        }),
      );
      const share = inside.filter(Boolean).length / inside.length;
      const error = 3 * Math.sqrt((0.96 * 0.04) / inside.length);
      expect(share).toBeGreaterThan(0.94 - error);
      expect(share).toBeLessThan(0.98 + error);
    },
  );
});
