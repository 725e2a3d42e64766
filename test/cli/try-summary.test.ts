import { expect, test } from "vitest";
import { trySummary } from "../../src/cli/terminal/try-summary.ts";
import { check, failing, trial } from "../helpers/report-fixtures.ts";

const implied = check({ type: "complete", name: "implied", weight: 0, reason: "the answer was not cut off" });

test("B16: what failed comes first, checks that every turn has are one line", () => {
  const checks = [check({ name: "right queue" }), failing("is not yes", { type: "equals" }), implied];
  const lines = trySummary(trial({ verdict: "fail", checks }), true);
  expect(lines.map(({ text }) => text)).toEqual([
    "",
    "✗ FAIL  refund on claude-haiku-5-5  SIMULATED",
    "  ✗ equals: is not yes",
    "  ✓ right queue: is one of billing, refunds",
    "  ✓ answered whole, not refused",
    "  $0.0006 · 842 ms · 412 input tokens · 38 output tokens",
  ]);
  expect(lines[1]?.tone).toBe("bad");
});

test("B16: an implied check that fails is told", () => {
  const cut = { ...implied, verdict: "fail", reason: "the answer was cut off (max_tokens)" } as const;
  const lines = trySummary(trial({ verdict: "fail", checks: [check(), cut] }), false).map(({ text }) => text);
  expect(lines[2]).toContain("the answer was cut off (max_tokens)");
  expect(lines.join("\n")).not.toContain("answered whole");
});
