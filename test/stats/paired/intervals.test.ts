import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pairedMeanInterval, rateDifferenceInterval } from "../../../src/stats/paired/mean-difference.ts";
import { newcombeIndependentInterval, newcombePairedInterval } from "../../../src/stats/paired/newcombe.ts";
import { tangoInterval } from "../../../src/stats/paired/tango.ts";
import { momentsOf } from "../../../src/stats/rate/standard-error.ts";

/** [both, only baseline, only candidate, neither] as candidate minus baseline. */
const table = ([bothPass = 0, onlyBaseline = 0, onlyCandidate = 0, neitherPasses = 0]: readonly number[]) => ({
  bothPass,
  onlyBaseline,
  onlyCandidate,
  neitherPasses,
});
const sum = (cells: readonly number[]): number => cells.reduce((total, cell) => total + cell, 0);

describe("published paired tables", () => {
  // ocbe-uio/contingencytables test-ch8.R gives p(row) − p(column), so row is our candidate: [a, c; b, d].
  test.each([
    { name: "cavo_2012", cells: [59, 16, 6, 80], newcombe: [-0.1186, -0.0046], tango: [-0.124, -0.0054] },
    { name: "bentur_2009", cells: [1, 7, 1, 12], newcombe: [-0.50692, -0.025559], tango: [-0.517232, -0.026003] },
  ])("$name", ({ cells, newcombe, tango }) => {
    const paired = table(cells);
    const a = newcombePairedInterval(paired, 0.95);
    const b = tangoInterval({ n: sum(cells), ...paired }, 0.95);
    expect([a.low, a.high]).toEqual(newcombe.map((value) => expect.closeTo(value, 3.7) as number));
    expect([b?.low, b?.high]).toEqual(tango.map((value) => expect.closeTo(value, 3.7) as number));
  });
  test("edges: no discordant pair, all discordant one way, no pair", () => {
    const still = newcombePairedInterval(table([1, 0, 0, 1]), 0.95);
    expect([still.low, still.high]).toEqual([expect.closeTo(-0.5734, 4), expect.closeTo(0.5734, 4)]);
    const won = tangoInterval({ n: 3, onlyBaseline: 0, onlyCandidate: 3 }, 0.95);
    expect([won?.low, won?.high]).toEqual([expect.closeTo(-0.123, 3), expect.closeTo(1, 9)]);
    expect(tangoInterval({ n: 0, onlyBaseline: 0, onlyCandidate: 0 }, 0.95)).toBeNull();
    expect(tangoInterval({ n: 50, onlyBaseline: 0, onlyCandidate: 0 }, 0.95)?.low).toBeCloseTo(-3.8415 / 53.8415, 4);
  });
  // sambowyer/bayes_evals, langchain_data_tool_use_FULL.csv: the stronger model as candidate
  test.each([
    { name: "claude-2.1 over mixtral", cells: [12, 0, 8, 0], wanted: [0.1575, 0.6134] },
    { name: "claude-2.1 over gpt-4-1106", cells: [18, 0, 2, 0], wanted: [-0.0765, 0.301] },
    { name: "gpt-4-1106 over mixtral", cells: [12, 0, 6, 2], wanted: [0.0636, 0.5084] },
  ])("Newcombe: $name", ({ cells, wanted }) => {
    const { low, high } = newcombePairedInterval(table(cells), 0.95);
    expect([low, high]).toEqual(wanted.map((value) => expect.closeTo(value, 4) as number));
  });
});

// statsmodels test_proportion.py:843 (Fagerland 2015) and lerobot #4629
test.each([
  { a: [7, 34], b: [1, 34], wanted: [0.018921, 0.340369] },
  { a: [82, 100], b: [92, 100], wanted: [-0.195, -0.006] },
  { a: [53, 100], b: [63, 100], wanted: [-0.231, 0.036] },
  { a: [77, 100], b: [37, 100], wanted: [0.266, 0.514] },
])("Newcombe, independent: $a against $b", ({ a, b, wanted }) => {
  const side = ([passes = 0, n = 0]: readonly number[]) => ({ passes, n });
  const { low, high } = newcombeIndependentInterval(side(a), side(b), 0.95);
  expect([low, high]).toEqual(wanted.map((value) => expect.closeTo(value, 3) as number));
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

test("ties prove little: the interval of n equal cases is Tango's", () => {
  for (const n of [1, 5, 50]) {
    const floor = rateDifferenceInterval(momentsOf(Array<number>(n).fill(0)), 0.95);
    const tango = tangoInterval({ n, onlyBaseline: 0, onlyCandidate: 0 }, 0.95);
    expect(floor?.low).toBeCloseTo(n === 1 ? -1 : (tango?.low ?? 0), 6);
    expect(floor?.high).toBeCloseTo(n === 1 ? 1 : (tango?.high ?? 0), 6);
  }
  expect(rateDifferenceInterval(momentsOf([]), 0.95)).toBeNull();
});

test("intervals of a difference hold it, stay in [−1, 1] and turn with their sides", () => {
  const cell = fc.nat(60);
  fc.assert(
    fc.property(fc.tuple(cell, cell, cell, cell), (cells) => {
      fc.pre(sum(cells) > 0);
      const [a, b, c, d] = cells;
      const n = sum(cells);
      const tango = tangoInterval({ n, onlyBaseline: b, onlyCandidate: c }, 0.95);
      const turned = tangoInterval({ n, onlyBaseline: c, onlyCandidate: b }, 0.95);
      expect(tango?.low).toBeLessThanOrEqual((c - b) / n + 1e-9);
      expect(tango?.high).toBeGreaterThanOrEqual((c - b) / n - 1e-9);
      expect(tango?.low).toBeCloseTo(-(turned?.high ?? 0), 9);
      expect(tango?.low).toBeGreaterThanOrEqual(-1);
      const newcombe = newcombePairedInterval(table([a, b, c, d]), 0.95);
      expect(newcombe.low).toBeGreaterThanOrEqual(-1 - 1e-9);
      expect(newcombe.high).toBeLessThanOrEqual(1 + 1e-9);
    }),
  );
});
