import { expect, test } from "vitest";
import { REPORTS } from "../../src/domain/diagnostics/english/reports/reports.ts";
import { failureTitle } from "../../src/report/failures/failure-words.ts";
import { preferenceSentences } from "../../src/report/judged/preference-words.ts";
import { foldedWords } from "../../src/report/rows/arm-rows.ts";
import { gateDemands } from "../../src/report/rows/gate-demands.ts";
import { sharedRates } from "../../src/report/rows/shared-rates.ts";
import { inSecondLanguage } from "../helpers/second-catalogue.ts";
import { arm, comparison, rule, suite } from "../helpers/report-fixtures.ts";

inSecondLanguage(REPORTS);

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
])("%s are told in a second language as in the first", (_what, told, found) => {
  expect(told()).toEqual(found);
});
