import { expect, test } from "vitest";
import { measureRow } from "../../../src/report/comparison/measure-words.ts";

test("30g: a difference that rounds to nothing has no sign", () => {
  const row = {
    measure: "latencyMs",
    baseline: 33,
    candidate: 33.2,
    difference: -0.2,
    low: -0.4,
    high: 0.6,
    cases: 9,
    level: 0.95,
  } as const;
  expect(measureRow(row).at(-1)).toBe("0 (0 to +1 ms)");
});
