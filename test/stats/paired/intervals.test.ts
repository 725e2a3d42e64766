import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalQuantile } from "../../../src/stats/numeric/normal.ts";
import { pairedMeanInterval } from "../../../src/stats/paired/mean-difference.ts";
import { exactPairedLow, tangoLow } from "../../../src/stats/paired/tango.ts";
import { clopperPearsonHigh } from "../../../src/stats/rate/clopper-pearson.ts";
import { momentsOf } from "../../helpers/moments.ts";

/** [both, only baseline, only candidate, neither] as candidate minus baseline. */
const table = ([, onlyBaseline = 0, onlyCandidate = 0]: readonly number[]) => ({ onlyBaseline, onlyCandidate });
const Z = normalQuantile(0.975);
type Pairs = Parameters<typeof tangoLow>[0];
type Bounds = { readonly low: number; readonly high: number };
const turned = ({ n, onlyBaseline, onlyCandidate }: Pairs): Pairs => {
  return { n, onlyBaseline: onlyCandidate, onlyCandidate: onlyBaseline };
};
/** Both ends at 95 %. */
const tangoInterval = (pairs: Pairs): Bounds => ({ low: tangoLow(pairs, Z), high: -tangoLow(turned(pairs), Z) });
const exactInterval = (pairs: Pairs): Bounds => ({
  low: exactPairedLow(pairs, 0.025),
  high: -exactPairedLow(turned(pairs), 0.025),
});
const sum = (cells: readonly number[]): number => cells.reduce((total, cell) => total + cell, 0);

describe("published paired tables", () => {
  // ocbe-uio/contingencytables test-ch8.R gives p(row) − p(column), so row is our candidate: [a, c; b, d].
  test.each([
    { name: "cavo_2012", cells: [59, 16, 6, 80], tango: [-0.124, -0.0054] },
    { name: "bentur_2009", cells: [1, 7, 1, 12], tango: [-0.517232, -0.026003] },
  ])("$name", ({ cells, tango }) => {
    const paired = table(cells);
    const b = tangoInterval({ n: sum(cells), ...paired });
    expect([b.low, b.high]).toEqual(tango.map((value) => expect.closeTo(value, 3.7) as number));
  });
  test("edges: no discordant pair, all discordant one way, no pair", () => {
    const won = tangoInterval({ n: 3, onlyBaseline: 0, onlyCandidate: 3 });
    expect([won.low, won.high]).toEqual([expect.closeTo(-0.123, 3), expect.closeTo(1, 9)]);
    expect(tangoInterval({ n: 50, onlyBaseline: 0, onlyCandidate: 0 }).low).toBeCloseTo(-3.8415 / 53.8415, 4);
  });
});

// dotnet/skills PR #945
test.each([
  { values: [0.4, 1, 0.4], wanted: [-0.261, 1.461] },
  { values: [0.4, 0, 0.4, 0.4], wanted: [-0.018, 0.618] },
])("paired t of $values", ({ values, wanted }) => {
  const interval = pairedMeanInterval(momentsOf(values), 0.95);
  // the published bounds of the first row round the mean of .6 and t = 4.303
  expect([interval?.low, interval?.high]).toEqual(wanted.map((value) => expect.closeTo(value, 2) as number));
});

test("ties prove as little of a difference as of a rate: 1 − α^(1/n) is left open", () => {
  for (const n of [1, 5, 59, 200]) {
    expect(exactPairedLow({ n, onlyBaseline: 0, onlyCandidate: 0 }, 0.05)).toBeCloseTo(0.05 ** (1 / n) - 1, 9);
  }
});

test.each([
  { n: 20, lost: 3 },
  { n: 100, lost: 2 },
  { n: 200, lost: 6 },
])("where nothing was won, $lost lost of $n are bounded as by Clopper and Pearson", ({ n, lost }) => {
  const low = exactPairedLow({ n, onlyBaseline: lost, onlyCandidate: 0 }, 0.05);
  expect(low).toBeCloseTo(-clopperPearsonHigh(lost / n, n, 0.05), 9);
});

/** The chance that `exactPairedLow` clears −margin although it is the truth, by enumeration of all tables of n pairs. */
function falseGreen(n: number, margin: number, won: number, tail: number): number {
  const logFactorials = Array.from({ length: n + 1 }, () => 0);
  for (let i = 1; i <= n; i++) logFactorials[i] = (logFactorials[i - 1] ?? 0) + Math.log(i);
  const term = (count: number, chance: number): number =>
    count === 0 ? 0 : count * Math.log(chance) - (logFactorials[count] ?? 0);
  const lost = won + margin;
  let chance = 0;
  for (let b = 0; b <= n; b++) {
    for (let c = won === 0 ? 0 : n - b; c >= 0; c--) {
      if (exactPairedLow({ n, onlyBaseline: b, onlyCandidate: c }, tail) <= -margin) break;
      const rest = n - b - c;
      const logChance = (logFactorials[n] ?? 0) + term(b, lost) + term(c, won) + term(rest, 1 - lost - won);
      chance += Math.exp(logChance);
    }
  }
  return chance;
}

// hard-cells.md D8: Tango alone errs 8.7 % (n = 5, m .2), 7.6 % (5, .1), 6.9 % (20, .2), 6.9 % (52, .05)
describe("D8: the error at the margin is at most alpha, by enumeration", () => {
  test.each([
    { n: 5, margin: 0.2 },
    { n: 5, margin: 0.1 },
    { n: 20, margin: 0.2 },
    { n: 30, margin: 0.1 },
    { n: 52, margin: 0.05 },
    { n: 59, margin: 0.05 },
  ])("n $n, margin $margin", ({ n, margin }) => {
    for (const won of [0, 0.01, 0.05, 0.15, (1 - margin) / 2 - 1e-9]) {
      const error = falseGreen(n, margin, won, 0.05);
      expect(error, `a share of ${won} won`).toBeLessThanOrEqual(0.05);
    }
  });
});

test("intervals of a difference hold it, stay in [−1, 1] and turn with their sides", () => {
  const cell = fc.nat(60);
  fc.assert(
    fc.property(fc.tuple(cell, cell, cell, cell), (cells) => {
      fc.pre(sum(cells) > 0);
      const [, b, c] = cells;
      const n = sum(cells);
      const tango = tangoInterval({ n, onlyBaseline: b, onlyCandidate: c });
      const other = tangoInterval({ n, onlyBaseline: c, onlyCandidate: b });
      expect(tango.low).toBeLessThanOrEqual((c - b) / n + 1e-9);
      expect(tango.high).toBeGreaterThanOrEqual((c - b) / n - 1e-9);
      expect(tango.low).toBeCloseTo(-other.high, 9);
      expect(tango.low).toBeGreaterThanOrEqual(-1);
      const exact = exactInterval({ n, onlyBaseline: b, onlyCandidate: c });
      expect(exact.low).toBeLessThanOrEqual(tango.low + 1e-9);
      expect(exact.high).toBeGreaterThanOrEqual(tango.high - 1e-9);
    }),
  );
});
