import { describe, expect, test } from "vitest";
import { seededRandom } from "../../../src/base/seeded-random.ts";
import { drawBeta } from "../../../src/stats/numeric/draw-beta.ts";
import { type NamedStratum, shiftSentence } from "../../../src/stats/paired/case-shifts.ts";
import { PairTally } from "../../../src/stats/paired/pair-tally.ts";

type Case = readonly [name: string, before: readonly [number, number], after: readonly [number, number]];

function strata(cases: readonly Case[]): readonly NamedStratum[] {
  const pairs = new PairTally();
  const means = { costUsd: null, latencyMs: null, outputTokens: null };
  for (const [name, ...sides] of cases) {
    const [before, after] = sides.map(([passed, decided]) => {
      const rate = passed / decided;
      return { observed: rate, worst: rate, best: rate, passed, decided, planned: decided, means };
    });
    pairs.add(name, before ?? null, after ?? null);
  }
  return pairs.namedOutcomes;
}

const steady = (n: number): Case[] => Array.from({ length: n }, (_, i) => [`s${i}`, [5, 5], [5, 5]]);

/** A suite with some flaky cases, drawn with nothing changed. */
function flaky(n: number, random: () => number): Case[] {
  return Array.from({ length: n }, (_, i) => {
    const chance = drawBeta(1.8, 0.2, random);
    const passes = (): number => Array.from({ length: 5 }, random).filter((at) => at < chance).length;
    return [`f${i}`, [passes(), 5], [passes(), 5]];
  });
}

describe("which cases got worse", () => {
  test("nothing moved: nothing is said", () => {
    expect(shiftSentence(strata(steady(20)))).toBeNull();
  });
  test("a case that fell from 5 of 5 to 0 of 5 among steady ones is named", () => {
    const said = shiftSentence(strata([...steady(20), ["refund", [5, 5], [0, 5]]]));
    expect(said).toMatch(
      /^of the 1 case that passed less often, 1 is likely worse: refund \(5 of 5 before, 0 of 5 now: 9\d\.\d%\)$/,
    );
  });
  test("5 of 5 to 4 of 5 is luck", () => {
    const said = shiftSentence(strata([...steady(20), ["refund", [5, 5], [4, 5]]]));
    expect(said).toMatch(
      /^of the 1 case that passed less often, none is likely to be worse by itself \(the likeliest is refund, /,
    );
  });
  test("with nothing changed, cases that are called worse or better are rare, though half of the flaky ones moved", () => {
    const random = seededRandom("shifts");
    let [moved, named] = [0, 0];
    for (let run = 0; run < 12; run++) {
      const cases = flaky(60, random);
      moved += cases.filter(([, [before], [after]]) => before !== after).length;
      const said = shiftSentence(strata(cases)) ?? "";
      for (const [, count] of said.matchAll(/(\d+) (?:is|are) likely (?:worse|better)/g)) named += Number(count);
    }
    expect(moved).toBeGreaterThan(100);
    expect(named / 12).toBeLessThan(0.25);
  });
  test("of cases that broke as a whole among flaky ones most are named, and few others", () => {
    const random = seededRandom("broken");
    const broken: Case[] = Array.from({ length: 6 }, (_, i) => [`b${i}`, [5, 5], [0, 5]]);
    const said = shiftSentence(strata([...flaky(60, random), ...broken])) ?? "";
    expect(said).toMatch(
      /[678] are likely worse: b0 \(5 of 5 before, 0 of 5 now: 9\d\.\d%\), b1 .*, b2 .* and \d more/,
    );
  });
});
