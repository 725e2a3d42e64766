import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DifferenceTally, type SideOutcome } from "../../../src/stats/paired/differences.ts";
import { effectivePairs } from "../../../src/stats/paired/effective-pairs.ts";
import { pairedInterval, pairedTest } from "../../../src/stats/paired/paired-evidence.ts";
import { permutationTest } from "../../../src/stats/paired/permutation.ts";

const side = (passed: number, trials: number): SideOutcome => ({ passed, trials });

interface Cases {
  readonly times: number;
  readonly before: SideOutcome;
  readonly after: SideOutcome;
}

function tallyOf(cases: readonly Cases[], clusterOf: (i: number) => string | null = () => null): DifferenceTally {
  const tally = new DifferenceTally();
  let i = 0;
  for (const { times, before, after } of cases) {
    for (let time = 0; time < times; time++) tally.addOutcomes(before, after, clusterOf(i++));
  }
  return tally;
}

/** `lost` cases of n that turned wholly, the others as before; every answer `trials` times. */
function broken(n: number, lost: number, trials: number): DifferenceTally {
  return tallyOf([
    { times: n - lost, before: side(trials, trials), after: side(trials, trials) },
    { times: lost, before: side(trials, trials), after: side(0, trials) },
  ]);
}

describe("D1: repeating the same answers changes nothing", () => {
  test.each([
    { n: 200, lost: 6, low: -0.0583 },
    { n: 100, lost: 2, low: -0.0616 },
    { n: 52, lost: 0, low: -0.056 },
    { n: 20, lost: 5, low: -0.4556 },
  ])("$lost of $n lost", ({ n, lost, low }) => {
    for (const trials of [1, 3, 5, 20]) {
      const tally = broken(n, lost, trials);
      expect(pairedInterval(tally, 0.9)?.low).toBeCloseTo(low, 4);
      expect(pairedTest(tally).worse).toBeCloseTo(0.5 ** lost, 12);
    }
  });
  test("any table of single trials, each answer repeated", () => {
    fc.assert(
      fc.property(fc.nat(30), fc.nat(10), fc.nat(10), fc.integer({ min: 2, max: 6 }), (ties, lost, won, trials) => {
        fc.pre(ties + lost + won > 0);
        const repeated = (k: number): DifferenceTally =>
          tallyOf([
            { times: ties, before: side(k, k), after: side(k, k) },
            { times: lost, before: side(k, k), after: side(0, k) },
            { times: won, before: side(0, k), after: side(k, k) },
          ]);
        const [once, often] = [repeated(1), repeated(trials)];
        expect(pairedInterval(often, 0.9)?.low).toBeCloseTo(pairedInterval(once, 0.9)?.low ?? 9, 9);
        expect(pairedInterval(often, 0.9)?.high).toBeCloseTo(pairedInterval(once, 0.9)?.high ?? 9, 9);
        // a p above one half says nothing, and the test that it comes from may be the other
        expect(Math.min(0.5, pairedTest(often).worse)).toBeCloseTo(Math.min(0.5, pairedTest(once).worse), 9);
        expect(pairedTest(often).twoSided).toBeCloseTo(pairedTest(once).twoSided, 9);
      }),
    );
  });
});

describe("D2: sides with unequal trials", () => {
  test("20 cases at 19 of 20 pooled against 20 of 20 are no improvement", () => {
    const tally = tallyOf([{ times: 20, before: side(19, 20), after: side(1, 1) }]);
    const { twoSided, worse, method } = pairedTest(tally);
    expect(method).toBe("permutation-exact");
    expect(twoSided).toBeCloseTo(2 * (20 / 21) ** 20, 9); // every one of the 420 − 20 passes might have been the candidate's
    expect(worse).toBeCloseTo(1, 9);
  });
  test("20 of 20 once against 95 of 100 is no loss", () => {
    const tally = tallyOf([
      { times: 15, before: side(1, 1), after: side(5, 5) },
      { times: 5, before: side(1, 1), after: side(4, 5) },
    ]);
    const { worse } = pairedTest(tally);
    expect(worse).toBeCloseTo((5 / 6) ** 5, 9);
  });
});

describe("permutation within cases", () => {
  /** Every choice of the candidate's trials among those of each case, one by one. */
  function bruteForce(cases: readonly Cases[]): { twoSided: number; worse: number } {
    const flat = cases.flatMap(({ times, ...one }) => Array.from({ length: times }, () => one));
    const differences = flat.map(({ before, after }) => {
      const trials = before.trials + after.trials;
      const passed = before.passed + after.passed;
      const values: number[] = [];
      for (let mask = 0; mask < 2 ** trials; mask++) {
        const bits = Array.from({ length: trials }, (_, i) => (mask >> i) & 1);
        if (bits.reduce((sum, bit) => sum + bit, 0) !== after.trials) continue;
        const own = bits.slice(0, passed).reduce((sum, bit) => sum + bit, 0);
        values.push(own / after.trials - (passed - own) / before.trials);
      }
      return values;
    });
    const observed = flat.reduce(
      (sum, { before, after }) => sum + after.passed / after.trials - before.passed / before.trials,
      0,
    );
    let sums = [0];
    for (const values of differences) sums = sums.flatMap((sum) => values.map((value) => sum + value));
    const share = (holds: (sum: number) => boolean): number => sums.filter(holds).length / sums.length;
    const [below, above] = [share((sum) => sum <= observed + 1e-9), share((sum) => sum >= observed - 1e-9)];
    return { twoSided: Math.min(1, 2 * Math.min(below, above)), worse: below };
  }
  test.each<{ name: string; cases: Cases[] }>([
    { name: "one trial a side", cases: [{ times: 5, before: side(1, 1), after: side(0, 1) }] },
    {
      name: "equal trials",
      cases: [
        { times: 2, before: side(3, 3), after: side(1, 3) },
        { times: 1, before: side(1, 3), after: side(2, 3) },
      ],
    },
    {
      name: "a pooled baseline",
      cases: [
        { times: 2, before: side(5, 6), after: side(0, 1) },
        { times: 1, before: side(3, 6), after: side(1, 1) },
      ],
    },
    {
      name: "ragged",
      cases: [
        { times: 1, before: side(2, 3), after: side(0, 2) },
        { times: 1, before: side(3, 4), after: side(1, 3) },
        { times: 1, before: side(1, 2), after: side(1, 1) },
      ],
    },
  ])("$name: as by enumeration", ({ cases }) => {
    const wanted = bruteForce(cases);
    const { twoSided, worse, method } = permutationTest(tallyOf(cases).strata);
    expect(method).toBe("permutation-exact");
    expect(twoSided).toBeCloseTo(wanted.twoSided, 9);
    expect(worse).toBeCloseTo(wanted.worse, 9);
  });
  test("of a hundred thousand flaky cases the normal limit", () => {
    const { method, worse } = permutationTest(
      tallyOf([
        { times: 50_000, before: side(2, 3), after: side(1, 3) },
        { times: 50_000, before: side(1, 3), after: side(2, 3) },
      ]).strata,
    );
    expect(method).toBe("permutation-normal");
    expect(worse).toBeCloseTo(0.5, 6);
  });
  test("cases that agree in all their trials carry nothing", () => {
    expect(permutationTest(broken(20, 0, 5).strata)).toMatchObject({ twoSided: 1, worse: 1 });
  });
});

describe("effective pairs", () => {
  test("flaky cases asked often are worth more pairs than there are cases, clusters fewer", () => {
    const flaky: Cases[] = [
      { times: 60, before: side(5, 5), after: side(5, 5) },
      { times: 20, before: side(4, 5), after: side(5, 5) },
      { times: 20, before: side(5, 5), after: side(4, 5) },
    ];
    expect(effectivePairs(tallyOf(flaky), 0.05).n).toBeGreaterThan(200);
    expect(
      effectivePairs(
        tallyOf(flaky, (i) => String(i % 10)),
        0.05,
      ).n,
    ).toBeLessThan(effectivePairs(tallyOf(flaky), 0.05).n);
  });
  test("clusters that agree are worth one pair each, whatever their cases", () => {
    const tally = tallyOf([{ times: 50, before: side(1, 1), after: side(1, 1) }], (i) => String(i % 10));
    expect(effectivePairs(tally, 0.05).n).toBeCloseTo(10, 9);
    expect(pairedInterval(tally, 0.9)?.low).toBeCloseTo(0.05 ** (1 / 10) - 1, 9);
  });
  test("five cases of one item that broke together are one loss", () => {
    const cases: Cases[] = [
      { times: 5, before: side(1, 1), after: side(0, 1) },
      { times: 45, before: side(1, 1), after: side(1, 1) },
    ];
    const cluster = (i: number): string => String(Math.floor(i / 5));
    expect(pairedTest(tallyOf(cases)).worse).toBeCloseTo(1 / 32, 12);
    expect(pairedTest(tallyOf(cases, cluster)).worse).toBeCloseTo(1 / 2, 12);
  });
});
