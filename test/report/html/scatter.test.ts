import fc from "fast-check";
import { expect, test } from "vitest";
import { createScale } from "../../../src/report/html/plots/scale.ts";
import { frontier, scatterPlot } from "../../../src/report/html/plots/scatter.ts";
import { arm, rate, rule, suite } from "../../helpers/report-fixtures.ts";

test("the frontier leaves out what another arm beats on both", () => {
  const points = [
    { costUsd: 3, rate: 0.9 },
    { costUsd: 1, rate: 0.7 },
    { costUsd: 2, rate: 0.6 },
    { costUsd: 4, rate: 0.9 },
  ];
  expect(frontier(points)).toEqual([points[1], points[0]]);
});

test("money over decades is shown by its logarithm", () => {
  expect(createScale({ values: [0.001, 1], from: 0, to: 100, isMoney: true })).toMatchObject({ isLogarithmic: true });
  expect(createScale({ values: [0.5, 1], from: 0, to: 100, isMoney: true }).isLogarithmic).toBe(false);
});

test("values that hardly differ have few ticks, and soon", () => {
  const scale = createScale({ values: [5, 5 + Number.EPSILON * 8], from: 0, to: 100, isMoney: true });
  expect(scale.ticks.length).toBeLessThan(10);
});

test("every value lies on the scale, every tick between its ends, and there are some", () => {
  const money = fc.double({ min: 0.000001, max: 1000, noNaN: true });
  fc.assert(
    fc.property(fc.array(money, { minLength: 1, maxLength: 12 }), fc.boolean(), (amounts, isMoney) => {
      const values = isMoney ? amounts : amounts.map((amount) => amount / 1000);
      const scale = createScale({ values, from: 0, to: 600, isMoney });
      for (const value of [...values, ...scale.ticks]) {
        expect(scale.at(value)).toBeGreaterThanOrEqual(-0.1);
        expect(scale.at(value)).toBeLessThanOrEqual(600.1);
      }
      expect(scale.ticks.length).toBeLessThan(40);
      expect(Number.isFinite(scale.at(values[0] ?? 1))).toBe(true);
    }),
  );
});

test("an arm without a price or a rate is not drawn, and one point is no plot", () => {
  const arms = [arm({ id: "a/x" }), arm({ id: "b/x", cost_usd: null }), arm({ id: "c/x", pass_rate: rate(null, 0) })];
  expect(scatterPlot(suite({ arms }))).toBe("");
  expect(scatterPlot(suite({ arms: [...arms, arm({ id: "d/x", cost_usd: 0.2 })] })).match(/<circle/g)).toHaveLength(2);
});

test("B23: the plot has the gate's line, and names every arm there or below", () => {
  const arms = Array.from({ length: 12 }, (_, index) => arm({ id: `model-${index}/v`, cost_usd: 0.01 }));
  const gate = { verdict: "pass" as const, note: null, rules: [rule({ limit: 0.75 })] };
  const plot = scatterPlot(suite({ arms, gate }));
  expect(plot.match(/class="limit"/g)).toHaveLength(1);
  for (const [index] of arms.entries())
    expect(plot.replace(/<title>.*?<\/title>/g, "")).toMatch(new RegExp(`[> ]model-${index}/v[,.<]`));
});

const twelve = Array.from({ length: 12 }, (_, index) =>
  arm({ id: `a-model-${index}/v`, cost_usd: 0.01 * (index + 1) ** 2, pass_rate: rate(1 - index / 30, 30) }),
);

test("names stand within the drawing, right of its axis; figures of the cost do not touch", () => {
  const plot = scatterPlot(suite({ arms: twelve }));
  for (const [, x, y, anchor, name] of plot.matchAll(
    /class="label" x="([\d.-]+)" y="([\d.-]+)" text-anchor="(\w+)">([^<]+)/g,
  )) {
    const length = (name ?? "").length * 6.5;
    const left = Number(x) - (anchor === "end" ? length : anchor === "middle" ? length / 2 : 0);
    expect({ name, isIn: left >= 40 && left + length <= 480 && Number(y) > 10 }).toEqual({ name, isIn: true });
  }
  const ticks = [...plot.matchAll(/<text x="([\d.]+)" y="246" text-anchor="(\w+)">([^<]+)/g)].map(
    ([, x, anchor, words = ""]) => ({
      right: Number(x) + (anchor === "end" ? 0 : words.length * 3.5),
      length: words.length * 7,
    }),
  );
  expect(ticks.length).toBeGreaterThan(2);
  for (const [index, { right, length }] of ticks.entries())
    expect(index === 0 || right - length > (ticks[index - 1]?.right ?? 0)).toBe(true);
});

test("the word of the gate's line stands where no point lies over it", () => {
  const wordAt = (value: number): string | undefined => {
    const arms = [
      arm({ id: "a/v", cost_usd: 0.01, pass_rate: rate(0.5, 30) }),
      arm({ id: "b/v", cost_usd: 0.05, pass_rate: rate(value, 30) }),
    ];
    const gate = { verdict: "pass" as const, note: null, rules: [rule({ limit: 0.95 })] };
    return /class="limit-name".*?text-anchor="(\w+)"/.exec(scatterPlot(suite({ arms, gate })))?.[1];
  };
  expect([wordAt(0.96), wordAt(0.6)]).toEqual(["start", "end"]);
});
