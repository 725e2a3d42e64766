import { sentence } from "../../helpers/sentence.ts";
import { expect, test } from "vitest";
import type { GateVerdict, RuleRecord, RunVerdict } from "../../../src/domain/formats/records.ts";
import { withFigures } from "../../../src/domain/diagnostics/ruling-words.ts";
import { arm, comparison, head, suite } from "../../helpers/report-fixtures.ts";
import { asRuled } from "../../../src/report/words/comparison-words.ts";
import { verdictSentence } from "../../../src/report/words/news.ts";

function rule(
  verdict: GateVerdict,
  reason: string,
  tag: string | null = null,
  armId: string | null = "m/p",
): RuleRecord {
  return { rule: "r", arm: armId, tag, limit: 1, value: null, low: null, high: null, verdict, reason };
}

interface Row {
  readonly verdict: RunVerdict;
  readonly gate: GateVerdict;
  readonly rules: readonly RuleRecord[];
  readonly missing?: { readonly errored: number; readonly not_run: number };
  readonly says: string;
}

const TAG = rule("incomplete", "0.0% passed, but with the missing answers it may be more", "lang=ja");
const ALL = rule("incomplete", "90.0% passed, but with the missing answers it may be less");
const SHORT = { errored: 2, not_run: 10 };
const COUNTED = "12 of 40 trials have no answer (2 errored, 10 not run)";

const ROWS: readonly Row[] = [
  {
    verdict: "interrupted",
    gate: "incomplete",
    rules: [TAG, ALL],
    missing: SHORT,
    says: `was interrupted: ${COUNTED}.`,
  },
  { verdict: "over_budget", gate: "pass", rules: [], missing: SHORT, says: `ran out of budget: ${COUNTED}.` },
  { verdict: "incomplete", gate: "incomplete", rules: [TAG], missing: SHORT, says: `is incomplete: ${COUNTED}.` },
  { verdict: "incomplete", gate: "incomplete", rules: [TAG], says: `is incomplete: lang=ja: ${TAG.reason}.` },
  {
    verdict: "incomplete",
    gate: "incomplete",
    rules: [TAG, ALL],
    says: `is incomplete: ${ALL.reason}; lang=ja: ${TAG.reason}.`,
  },
  {
    verdict: "incomplete",
    gate: "incomplete",
    rules: [rule("incomplete", "there is no baseline", null, null)],
    missing: SHORT,
    says: "is incomplete: there is no baseline.",
  },
  { verdict: "fail", gate: "fail", rules: [rule("fail", "50.0% passed", "vip")], says: "failed: vip: 50.0% passed." },
  { verdict: "interrupted", gate: "incomplete", rules: [TAG], says: "was interrupted." },
];

test.each(ROWS)("$verdict: $says", ({ verdict, gate, rules, missing, says }) => {
  const judged = suite({
    name: "reviews",
    verdict,
    gate: { verdict: gate, note: null, rules: [...rules] },
    arms: [arm({ trials: 40 })],
    insights: missing === undefined ? {} : { missing },
  });
  expect(verdictSentence(head({ suites: [judged] }))).toBe(`reviews ${says} 0 of 1 suite passed.`);
});

test.each([
  ["a red rule on the candidate", "m/p", "fail", "worse"],
  ["a red rule on another arm", "other/p", "fail", "inconclusive"],
  ["a rule that passes", "m/p", "pass", "inconclusive"],
] as const)("A8: a difference that the gate rules on is shown as it does: %s", (_name, of, verdict, shown) => {
  const pair = comparison({ against: "baseline", baseline: "m/p", candidate: "m/p", verdict: "inconclusive" });
  const gate = { verdict, note: null, rules: [{ ...rule(verdict, "-", null, of), rule: "not_worse_than" }] };
  expect(asRuled(pair, { gate, comparisons: [pair] }).verdict).toBe(shown);
  const sibling = { ...pair, against: "arm" as const };
  expect(asRuled(sibling, { gate, comparisons: [pair, sibling] }).verdict).toBe("inconclusive");
});

const OPEN = "no case changed; 10 cases cannot rule out a drop of 10 points; about 82 would";
const open = (of: string, reason: string): RuleRecord => ({
  ...rule("inconclusive", withFigures(sentence(reason), sentence("0.0 points …")), null, of),
  rule: "not_worse_than",
});

test.each([
  [[open("m/a", OPEN), open("m/b", OPEN)], `s is inconclusive: ${OPEN}.`],
  [[open("m/a", OPEN), open("m/b", "1 case got worse and 0 better; …")], `s is inconclusive: a: ${OPEN}; also b.`],
])("issue 20: an open comparison is one short sentence, its figures stand elsewhere", (rules, says) => {
  const arms = ["m/a", "m/b"].map((id) => arm({ id }));
  const gate = { verdict: "inconclusive" as const, note: null, rules };
  const suites = [suite({ name: "s", verdict: "inconclusive", gate, arms, comparisons: [] })];
  expect(verdictSentence(head({ suites }))).toBe(`${says} 0 of 1 suite passed.`);
});
