import { expect, test } from "vitest";
import { REPORTS } from "../../src/domain/diagnostics/english/reports/reports.ts";
import { EXITS } from "../../src/domain/diagnostics/english/reports/exits.ts";
import { TRIALS } from "../../src/domain/diagnostics/english/reports/trials.ts";
import { failureTitle } from "../../src/report/failures/failure-words.ts";
import { preferenceSentences } from "../../src/report/judged/preference-words.ts";
import { foldedWords } from "../../src/report/rows/arm-rows.ts";
import { gateDemands } from "../../src/report/rows/gate-demands.ts";
import { sharedRates } from "../../src/report/rows/shared-rates.ts";
import { changeWords } from "../../src/report/words/change-words.ts";
import { markMeaning } from "../../src/report/words/comparison-words.ts";
import { unexplainedByBaseline } from "../../src/report/words/difference-words.ts";
import { meterEndWords } from "../../src/report/words/meter-words.ts";
import { verdictSentences } from "../../src/report/words/news.ts";
import { nextSteps } from "../../src/report/words/next/next-steps.ts";
import { findingsOf } from "../../src/report/words/trial-notes.ts";
import { exitMeaning, replyNote } from "../../src/report/words/words.ts";
import { inSecondLanguage } from "../helpers/reports/second-catalogue.ts";
import { arm, comparison, head, rule, suite, trial } from "../helpers/report-fixtures.ts";

inSecondLanguage(REPORTS);
inSecondLanguage(EXITS);
inSecondLanguage(TRIALS);

const RED = head({ suites: [suite({ verdict: "incomplete" })] });
const CHANGED = suite({
  insights: {
    baseline: { source: "b.json", runs: 1, differences: [{ what: "prompt", arm: "m/p", sentence: "so" }] },
  },
});
const LIST = { trials: 2, cases: 1, regressed: 1, groups: [], left: 0 } as never; // its counts are looked at

test.each<[what: string, told: () => unknown, found: readonly string[]]>([
  [
    "failures",
    () => (["failed", "errored", "undecided", "quarantined"] as const).map((kind) => failureTitle(kind, LIST)),
    ["«trials-failed»", "«trials-errored»", "«trials-undecided»", "«trials-quarantined»"],
  ],
  [
    "what a judge prefers",
    () =>
      preferenceSentences(
        suite({
          comparisons: [
            comparison({
              preference: {
                judge: "j",
                candidate: 1,
                baseline: 0,
                ties: 0,
                flips: 0,
                p_value: 1,
                verdict: "inconclusive",
              },
            }),
          ],
        }),
      ),
    ["«arms-preferred»"],
  ],
  [
    "what a gate demands",
    () => {
      const rules = [
        rule({ rule: "pass_rate", limit: 0.9 }),
        rule({ rule: "all_pass", limit: null }),
        rule({ rule: "not_worse_than", limit: -0.05 }),
        rule({ rule: "arms", limit: null, arm: "a" }),
        rule({ rule: "baseline", limit: null }),
      ];
      return gateDemands(suite({ gate: { verdict: "pass", rules, note: null } }))
        .map(({ words }) => words)
        .toSorted();
    },
    ["«all-pass»", "«arm-there»", "«baseline-there»", "«not-worse-than»", "«rule-limit»"],
  ],
  ["suites that pass", () => [foldedWords([suite(), suite()])], ["✓ «suites-passed»"]],
  [
    "the arms of a sentence",
    () => {
      const rates = ["a", "b"].map((id) => ({ arm: id, sentence: "so" }));
      return sharedRates({ insights: { rates }, arms: [arm({ id: "a" }), arm({ id: "b" })] }).map(({ who }) => who);
    },
    ["«each-of»"],
  ],
  ["suites that did not pass", () => verdictSentences(RED), ["«suites-ended»", "«suite-score»."]],
  [
    "the exits of runs",
    () => [0, 1, 2, 3, 4, 5, 6, 70, 130, 143].map((code) => exitMeaning({ ...RED, exit_code: code })),
    [
      "«ok»",
      "«failed»",
      "«wrongInput»",
      "«exit-unruled»",
      "«overBudget»",
      "«inconclusive»",
      "«pending»",
      "«bug»",
      "«interrupted»",
      "«terminated»",
    ],
  ],
  ["where replies come from", () => [replyNote("simulated")], ["«replies-from»"]],
  [
    "the steps of a run that was cut short",
    () => {
      const cut = head({
        verdict: "interrupted",
        suites: [suite({ insights: { missing: { errored: 0, not_run: 3 } } })],
      });
      return nextSteps(cut, null, {}).map(({ what }) => what);
    },
    ["«see-answers»", "«go-on»", "«see-figures»"],
  ],
  [
    "what changed",
    () => [changeWords(CHANGED), unexplainedByBaseline(CHANGED)],
    ["«changed-things»", "«no-case-compared»"],
  ],
  [
    "the reasons of a trial whose score is too low",
    () => findingsOf(trial({ verdict: "fail", score: 0.4, checks: [] })).map(({ reason }) => reason),
    ["«score-short»"],
  ],
  [
    "the marks of comparisons",
    () => (["worse", "inconclusive"] as const).map((verdict) => markMeaning(comparison({ verdict }))),
    ["«mark-meaning»", "«mark-meaning»"],
  ],
  [
    "the end of a meter's run",
    () => [meterEndWords(head({ verdict: "over_budget" })), meterEndWords(head({ verdict: "pass" }))],
    ["«meter-over-budget»", "«meter-stopped»"],
  ],
])("%s are told in a second language as in the first", (_what, told, found) => {
  expect(told()).toEqual(found);
});
