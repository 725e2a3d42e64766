import { expect, test } from "vitest";
import type { Comparison } from "../../../src/domain/formats/records.ts";
import { deltaCell } from "../../../src/report/html/overview/delta-cell.ts";
import { markLegend, shortDifference } from "../../../src/report/words/comparison-words.ts";
import { spent } from "../../../src/report/words/run-words.ts";
import { unexplainedByBaseline } from "../../../src/report/words/difference-words.ts";
import { comparison, head, noTotals } from "../../helpers/report-fixtures.ts";

const difference = (value: number, low: number, high: number): Comparison =>
  comparison({ difference: { value, low, high, level: 0.95, method: "score-paired" } });

test.each([
  { value: -0.7, low: -0.892, high: -0.228, from: "−89", to: "−23" },
  { value: 0.1, low: -0.205, high: 0.404, from: "−21", to: "+40" },
  { value: 0, low: -0.026, high: 0.0994, from: "−2.6", to: "+9.9" },
  { value: 0.3, low: -0.0996, high: 0.996, from: "−10", to: "+100" },
])("issue 20: the bounds of $value are rounded alike in table and page: $from to $to", (row) => {
  const { value, low, high, from, to } = row;
  const pair = difference(value, low, high);
  expect(shortDifference(pair, true)).toContain(`(${from}…${to})`);
  expect(deltaCell(pair, "v1")).toContain(`>${from} to ${to}<`);
});

test("issue 20: the marks that stand before differences are explained, and no others", () => {
  const within = { value: 0, low: -0.1, high: 0.1, level: 0.95, method: "score-paired" } as const;
  const of = (...verdicts: Comparison["verdict"][]) =>
    verdicts.map((verdict) => comparison({ verdict, difference: within }));
  expect(markLegend([])).toBeNull();
  expect(markLegend(of("worse", "better"))).toBeNull();
  expect(markLegend(of("inconclusive", "not_worse", "worse", "inconclusive"))).toBe(
    "▼ worse · = not worse, within the margin · ? open, these cases cannot tell",
  );
});

test("A8: an interval that leaves 0 out beside a mark that says open is explained", () => {
  const shown = { value: -0.26, low: -0.46, high: -0.08, level: 0.95, method: "score-paired" } as const;
  const pair = comparison({ verdict: "inconclusive", difference: shown, p_value: 0.016, p_adjusted: 0.06 });
  expect(markLegend([pair])).toBe("? open, these cases cannot tell, or off 0 alone, not beside the other comparisons");
});

test("finding 6: a difference of no case is not open: nothing was compared", () => {
  const nothing = comparison({ verdict: "inconclusive", cases: 0 });
  expect(markLegend([nothing])).toBe("? – nothing was compared");
  expect(markLegend([comparison({ verdict: "worse", cases: 9 }), nothing])).toBe("▼ worse · ? – nothing was compared");
});

test.each<[string, Partial<Comparison>[], string]>([
  ["no flips", [{ cases: 10, regressed: [], improved: [] }], "no case changed"],
  ["a flip", [{ cases: 10, regressed: [], improved: ["a"] }], "nothing that is known differs but the answers"],
  ["no pairs", [{ cases: 0, regressed: [], improved: [] }], "no case was compared"],
  [
    "a flip between arms alone",
    [
      { cases: 10, regressed: [], improved: [] },
      { cases: 10, against: "arm", regressed: ["a"], improved: [] },
    ],
    "no case changed",
  ],
])("issue 20: where nothing is known to differ, with %s it says so", (_name, pairs, says) => {
  const comparisons = pairs.map((pair) => comparison({ against: "baseline", ...pair }));
  expect(unexplainedByBaseline({ comparisons })).toBe(says);
});

test("issue 20: a difference that hangs on an unmeasured judge is not green on the page", () => {
  const pair = comparison({ verdict: "not_worse" });
  expect(deltaCell(pair, "v1")).toContain('class="good"');
  expect(deltaCell(pair, "v1", true)).toMatch(/class="unsure".*as judged/);
});

test.each([
  [1, 0.99, "$1.00 (99.0% of it for judges) · "],
  [1, 0, "$1.00 · "],
  [1, null, "$1.00 · "],
  [null, 0.5, "cost unknown · "],
])("issue 20: of %d what %d for judges is says so", (cost, judges, says) => {
  const totals = { ...noTotals, cost_usd: cost, grading_cost_usd: judges };
  expect(spent(head({ totals })).startsWith(says)).toBe(true);
});
