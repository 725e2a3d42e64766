import { expect, test } from "vitest";
import { textWords } from "../../../src/domain/diagnostics/text-words.ts";
import { trySummary } from "../../../src/cli/terminal/try-summary.ts";
import { check, failing, skippedTrial, trial } from "../../helpers/report-fixtures.ts";

const implied = check({ type: "complete", name: "implied", weight: 0, reason: "the answer was not cut off" });

test("B16: what failed comes first, checks that every turn has are one line", () => {
  const checks = [check({ name: "right queue" }), failing("is not yes", { type: "equals" }), implied];
  const lines = trySummary(trial({ verdict: "fail", checks }), { isSimulated: true });
  expect(lines.map(({ text }) => text)).toEqual([
    "",
    "✗ FAIL  refund on claude-haiku-5-5  SIMULATED",
    "  ✗ equals: is not yes",
    "  ✓ right queue: is one of billing, refunds",
    "  ✓ answered whole",
    "  $0.0006 · 842 ms · 412 input tokens · 38 output tokens",
  ]);
  expect(lines[1]?.tone).toBe("bad");
});

test("B16: an implied check that fails is told", () => {
  const cut = { ...implied, verdict: "fail", reason: "the answer was cut off (max_tokens)" } as const;
  const lines = trySummary(trial({ verdict: "fail", checks: [check(), cut] }), { isSimulated: false }).map(
    ({ text }) => text,
  );
  expect(lines[2]).toBe("  ✗ answered whole: the answer was cut off (max_tokens)");
  expect(lines.join("\n")).not.toContain("✓ answered whole");
});

test("what of the implied checks holds is told without what does not", () => {
  const cut = { ...implied, verdict: "fail", reason: "the answer was cut off (max_tokens)" } as const;
  const kept = check({ type: "refusal", name: "implied", weight: 0, reason: "the model did not refuse" });
  const told = trySummary(trial({ verdict: "fail", checks: [kept, cut] }), { isSimulated: false });
  expect(told.map(({ text }) => text)).toContain("  ✓ not refused");
});

const JUDGEMENT = {
  name: "kind",
  hash: "h",
  model: "claude-sonnet-5-5",
  verdict: "fail",
  evidence: "Whatever.",
  reasoning: "It is rude.",
  votes: [],
  cost_usd: 0.0014,
  reused: false,
  answer_hash: "a",
};

test("finding 10: a judge's part is named as such, its cost is in the sum, and that it does not count is said", () => {
  const judged = failing("kind: It is rude.", { type: "judge", judge: JUDGEMENT });
  const facts = { isSimulated: true, doubts: ["the judge kind is unmeasured"] };
  const lines = trySummary(trial({ verdict: "fail", cost_usd: 0.0001, checks: [judged] }), facts);
  expect(lines.slice(2).map(({ text }) => text)).toEqual([
    "  ✗ judge: kind: It is rude.",
    "      the judge kind (claude-sonnet-5-5) says fail, by “Whatever.”: It is rude. · $0.0014",
    "  ! the judge kind is unmeasured: a run counts what it says as undecided",
    "  $0.0015 ($0.0014 of it for judges) · 842 ms · 412 input tokens · 38 output tokens",
  ]);
});

test("finding 10: of a judge that was not asked nothing is said, and an unknown price stays unknown", () => {
  const costs = [null, { ...JUDGEMENT, cost_usd: null }].map((judge) => {
    const checks = [failing("kind: It is rude.", { type: "judge", judge })];
    return trySummary(trial({ verdict: "fail", cost_usd: 0.0001, checks }), { isSimulated: true }).at(-1)?.text;
  });
  expect(costs[0]).toMatch(/^ {2}\$0\.0001 · /);
  expect(costs[1]).toMatch(/^ {2}– · /);
});

test("of a trial that was not sent it is told why", () => {
  const record = skippedTrial("budget: the next request may cost $0.0023 at worst", { case: "refund" });
  const lines = trySummary(record, { isSimulated: false }).map(({ text }) => text);
  expect(lines[2]).toBe("  nothing was sent: budget: the next request may cost $0.0023 at worst");
});

test("the totals of no event say that none came", () => {
  expect(textWords("events-counted", { events: 0, kinds: [], firstMs: null, lastMs: 0 })).toBe("no event came");
});
